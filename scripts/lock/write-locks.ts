import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { UserError } from "../../config/user-error";
import {
  committedLock,
  lockFileName,
  locksFolder,
  placeLock,
} from "../../synthesis/provider-locks/place-lock";
import {
  type RequiredProvider,
  requiredProviders,
} from "../../synthesis/provider-locks/required-providers";
import { lockedPlatforms, staleLock } from "../../synthesis/provider-locks/stale-lock";
import { runProgram } from "../deploy/run-program";
import type { LockedStack } from "./check-locks";

/** Options of {@link writeLocks}. */
export interface WriteLocksOptions {
  /** The project's folder. */
  readonly root: string;
  /** The environment's own name, which begins the names of its stacks. */
  readonly environment: string;
  /** Path of Terraform or OpenTofu. */
  readonly program: string;
  /** Folder of a filesystem mirror. @default - the registry of each provider */
  readonly mirror?: string | undefined;
  /** Called with a line for people. */
  readonly report: (line: string) => void;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/**
 * Writes the lock file of every stack that lacks one or has a stale one, and puts each beside the JSON.
 * Files of stacks that the environment no longer has are removed.
 * @param stacks all stacks of the environment, synthesized
 * @throws UserError with Terraform's own message
 */
export async function writeLocks(
  stacks: readonly LockedStack[],
  options: WriteLocksOptions,
): Promise<void> {
  const { root, environment, report } = options;
  mkdirSync(join(root, locksFolder), { recursive: true });
  // Stacks mostly require the same, and a provider is a large download.
  const written = new Map<string, string>();
  for (const { fullName, folder } of stacks) {
    const requirements = requiredProviders(folder);
    const file = committedLock(fullName, root);
    const existing = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    if (existing !== undefined && staleLock(existing, requirements).length === 0) {
      report(`${committedLock(fullName)}: up to date`);
    } else {
      const key = JSON.stringify(requirements.providers);
      const keepsVersions =
        existing !== undefined &&
        staleLock(existing, requirements, { hasEveryPlatform: false }).length === 0;
      const text =
        written.get(key) ??
        (await lock(requirements.providers, keepsVersions ? existing : undefined, options));
      written.set(key, text);
      writeFileSync(file, text);
      report(`${committedLock(fullName)}: written`);
    }
    placeLock(fullName, folder, root);
  }
  const current = stacks.map(({ fullName }) => basename(committedLock(fullName)));
  for (const name of readdirSync(join(root, locksFolder))) {
    if (!name.startsWith(`${environment}--`) || current.includes(name)) continue;
    rmSync(join(root, locksFolder, name));
    report(`${join(locksFolder, name)}: removed, since there is no such stack`);
  }
}

/**
 * Runs `terraform providers lock` in a folder that requires the same providers and nothing else, so that
 * neither state nor credentials are needed.
 * @param existing lock file whose versions are kept
 */
async function lock(
  providers: readonly RequiredProvider[],
  existing: string | undefined,
  { program, mirror, report, env }: WriteLocksOptions,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "provider-locks-"));
  try {
    const required = providers.map(({ name, source, constraints }) => [
      name,
      { source, ...(constraints === "" ? {} : { version: constraints }) },
    ]);
    const configuration = { terraform: { required_providers: Object.fromEntries(required) } };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
    const file = join(folder, lockFileName);
    if (existing !== undefined) writeFileSync(file, existing);
    const names = providers.map(({ source, constraints }) => `${source} ${constraints}`.trim());
    report(`asking for ${names.join(", ")} on ${lockedPlatforms.join(", ")} …`);
    const args = [
      ...[`-chdir=${folder}`, "providers", "lock"],
      ...(mirror === undefined ? [] : [`-fs-mirror=${resolve(mirror)}`]),
      ...lockedPlatforms.map((platform) => `-platform=${platform}`),
    ];
    const { ok, output } = await runProgram(program, args, { env });
    if (!ok || !existsSync(file)) {
      throw new UserError(
        `terraform ${args.slice(1).join(" ")} failed, so ${locksFolder}/ is as it was:\n\n${output.trim()}`,
      );
    }
    return readFileSync(file, "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
