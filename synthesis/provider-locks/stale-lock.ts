import { type LockedProvider, LockFileError, parseLockFile } from "./lock-file";
import { normalizedConstraints, type Requirements } from "./required-providers";

/** Where Terraform runs: pipelines on both processors, HCP Terraform, and Macs. */
export const lockedPlatforms = ["linux_amd64", "linux_arm64", "darwin_arm64"] as const;

/** Terraform and OpenTofu look a source without a host up in registries of their own. */
const defaultHosts = ["registry.terraform.io", "registry.opentofu.org"];

/**
 * What a lock file lacks for the providers that a stack requires.
 * @param text of the lock file
 * @param hasEveryPlatform whether hashes for every platform are expected
 * @returns one sentence for each difference; empty if there is none
 */
export function staleLock(
  text: string,
  { providers }: Requirements,
  { hasEveryPlatform = true } = {},
): string[] {
  let locked: LockedProvider[];
  try {
    locked = parseLockFile(text);
  } catch (error) {
    if (!(error instanceof LockFileError)) throw error;
    return [`it is not as Terraform writes it: ${error.message}`];
  }
  const matching = new Map(
    providers.map((required) => [
      required,
      locked.find(({ source }) => isSameSource(source, required.source)),
    ]),
  );
  const differences = [...matching].flatMap(([required, found]) => {
    if (found === undefined) return [`it lacks ${required.source}`];
    const constraints = normalizedConstraints(found.constraints ?? "");
    if (constraints !== required.constraints) {
      return [
        `it has ${required.source} ${found.version} (for ${constraints || "any version"}), and the stack requires ${required.constraints || "any version"}`,
      ];
    }
    return hasEveryPlatform ? missingHashes(required.source, found) : [];
  });
  const used = new Set(matching.values());
  const unused = locked.filter((each) => !used.has(each));
  return [
    ...differences,
    ...unused.map(({ source }) => `it has ${source}, which the stack does not require`),
  ];
}

/** A package has one `h1` hash for each platform; the file does not say which one belongs to which. */
function missingHashes(source: string, { hashes }: LockedProvider): string[] {
  const packages = new Set(hashes.filter((hash) => hash.startsWith("h1:")));
  if (packages.size >= lockedPlatforms.length) return [];
  return [
    `it has ${packages.size} of ${lockedPlatforms.length} package hashes (h1) of ${source}: ${lockedPlatforms.join(", ")}`,
  ];
}

/** Whether an address of a lock file is that of a source in the JSON. */
function isSameSource(address: string, source: string): boolean {
  const hasHost = source.split("/").length > 2;
  return hasHost
    ? address === source
    : defaultHosts.some((host) => address === `${host}/${source}`);
}
