import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../config/user-error";
import type { CreatedStack } from "./create-stacks";
import { hasCommittedLock, lockFileName } from "./provider-locks/place-lock";

const generatedFile = "cdk.tf.json";

/** Folder of a stack that the app does not have: of another environment, or of a removed application. */
export interface StaleStack {
  readonly name: string;
  readonly folder: string;
  /** Whether the environment that is synthesized wrote it, and no longer has the stack. */
  readonly isOwn: boolean;
  /** Whether it holds more than a synthesis writes, such as `.terraform` or values of variables. */
  readonly isInUse: boolean;
}

/** Finds the folders below `stacks/` that belong to no stack of the app. */
export function findStaleStacks(
  outdir: string,
  environmentName: string,
  stacks: readonly CreatedStack[],
): StaleStack[] {
  const parent = join(outdir, "stacks");
  if (!existsSync(parent)) return [];
  const current = stacks.map(({ stack }) => stack.node.id);
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !current.includes(entry.name))
    .map(({ name }) => {
      const folder = join(parent, name);
      return {
        name,
        folder,
        isOwn: name.startsWith(`${environmentName}--`),
        isInUse: !isGenerated(folder, name) && !isDestroyed(folder),
      };
    });
}

/** Whether a folder holds only what a synthesis writes. */
function isGenerated(folder: string, stack: string): boolean {
  return readdirSync(folder).every(
    (file) => file === generatedFile || (file === lockFileName && hasCommittedLock(stack, folder)),
  );
}

/** Whether the stack keeps its state on this machine, and the state contains no resource. */
function isDestroyed(folder: string): boolean {
  try {
    const { terraform } = JSON.parse(readFileSync(join(folder, generatedFile), "utf8"));
    const state = readFileSync(join(folder, terraform.backend.local.path), "utf8");
    return JSON.parse(state).resources.length === 0;
  } catch {
    // Another backend, or nothing that can be read: it may still have resources.
    return false;
  }
}

/**
 * Stops before anything is written when the cdktf CLI would remove a folder with more in it than
 * generated JSON: after the synthesis it removes the folder of every stack that the app does not have.
 * @throws UserError
 */
export function rejectRemovalByCdktf(
  variables: NodeJS.ProcessEnv,
  environmentName: string,
  stale: readonly StaleStack[],
): void {
  // Only the CLI sets this variable.
  if (variables.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS === undefined) return;
  const inUse = stale.filter(({ isInUse }) => isInUse);
  if (inUse.length === 0) return;
  const advice = [
    inUse.some(({ isOwn }) => !isOwn) &&
      `For another environment's folder, give this one an output folder of its own: add --output cdktf.out/${environmentName} to the command.`,
    inUse.some(({ isOwn }) => isOwn) &&
      "For an application that is no longer in the environment file, destroy its resources first (docs/rename-and-remove.md).",
    "If nothing in a folder is needed any more, remove it.",
  ];
  throw new UserError(
    [
      `cdktf would remove ${inUse.map(({ folder }) => folder).join(", ")}: environment "${environmentName}" has no such stack, but the folder contains more than generated JSON, such as .terraform, lock files or values of variables.`,
      ...advice.filter(Boolean),
    ].join("\n"),
  );
}

/**
 * Removes what this environment wrote for stacks that it no longer has. Folders of other environments
 * stay, and so do folders that are in use.
 * @returns a warning for each of its own folders that stays
 */
export function removeOwnStaleStacks(stale: readonly StaleStack[]): string[] {
  const own = stale.filter(({ isOwn }) => isOwn);
  for (const { folder } of own.filter(({ isInUse }) => !isInUse)) {
    rmSync(folder, { recursive: true });
  }
  return own.filter(({ isInUse }) => isInUse).map(warning);
}

function warning({ name, folder }: StaleStack): string {
  return [
    `Warning: stack ${name} is no longer in the environment file, but ${folder} has been used.`,
    "     Why: its resources may still exist on AWS, and only this folder can destroy them.",
    `     Fix: run terraform -chdir=${folder} destroy, then remove the folder; or put the application back (docs/rename-and-remove.md).`,
  ].join("\n");
}
