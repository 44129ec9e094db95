/** One provider of a dependency lock file. */
export interface LockedProvider {
  /** Address with host, such as `registry.terraform.io/hashicorp/aws`. */
  readonly source: string;
  readonly version: string;
  /** As Terraform normalizes it; absent for a provider that no version is required of. */
  readonly constraints: string | undefined;
  /** `h1:…` for the package of one platform, `zh:…` for an archive. */
  readonly hashes: readonly string[];
}

/** What cannot be understood in a lock file. */
export class LockFileError extends Error {}

const comment = /^\s*(#.*|\/\/.*)?$/;
const opening = /^provider "([^"\\]+)" \{$/;
const attribute = /^ {2}(version|constraints) *= "([^"\\]*)"$/;
const element = /^ {4}"([a-z0-9]+:[^"\\]+)",$/;

/**
 * Reads a `.terraform.lock.hcl`. Terraform and OpenTofu write these files themselves, always in the same
 * layout, so that this is not a parser of HCL.
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 * @throws LockFileError with the first line that has another layout, such as one of a conflict in Git
 */
export function parseLockFile(text: string): LockedProvider[] {
  const providers: LockedProvider[] = [];
  const lines = text.split(/\r?\n/);
  let index = 0;
  const fail = (expected: string): never => {
    const line = lines[index];
    const found = line === undefined ? "the end of the file" : JSON.stringify(line);
    throw new LockFileError(`line ${index + 1} is ${found}, expected ${expected}`);
  };
  const next = () => lines[index++];

  /** The lines after `hashes = [`. */
  const readHashes = (): string[] => {
    const hashes: string[] = [];
    for (let line = next(); line !== "  ]"; line = next()) {
      const [, hash] = element.exec(line ?? "") ?? [];
      if (hash === undefined) {
        index -= 1;
        return fail("a hash");
      }
      hashes.push(hash);
    }
    return hashes;
  };

  const readProvider = (source: string): LockedProvider => {
    const values: { version?: string; constraints?: string } = {};
    let hashes: readonly string[] = [];
    for (let line = next(); line !== "}"; line = next()) {
      const [, name, value] = attribute.exec(line ?? "") ?? [];
      if (name !== undefined) values[name as keyof typeof values] = value ?? "";
      else if (line === "  hashes = [") hashes = readHashes();
      else {
        index -= 1;
        return fail("an attribute of a provider");
      }
    }
    const { version, constraints } = values;
    if (version === undefined) {
      index -= 1;
      return fail("a version before the end of the provider");
    }
    return { source, version, constraints, hashes };
  };

  while (index < lines.length) {
    const line = next() ?? "";
    if (comment.test(line)) continue;
    const [, source] = opening.exec(line) ?? [];
    if (source === undefined) {
      index -= 1;
      fail('provider "…" {');
    } else providers.push(readProvider(source));
  }
  return providers;
}
