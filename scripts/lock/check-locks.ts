import { existsSync, readFileSync } from "node:fs";
import { UserError } from "../../config/user-error";
import { committedLock } from "../../synthesis/provider-locks/place-lock";
import { requiredProviders } from "../../synthesis/provider-locks/required-providers";
import { staleLock } from "../../synthesis/provider-locks/stale-lock";
import type { DeployableStack } from "../deploy/deployment-order";

/** The part of a stack that a lock file belongs to. */
export type LockedStack = Pick<DeployableStack, "fullName" | "folder">;

/**
 * What is wrong with the committed lock files of stacks.
 * @param root the project's folder
 * @returns one line for each difference, with the file
 */
export function checkLocks(stacks: readonly LockedStack[], root: string): string[] {
  return stacks.flatMap(({ fullName, folder }) => {
    const shown = committedLock(fullName);
    const file = committedLock(fullName, root);
    if (!existsSync(file)) return [`${shown} is missing.`];
    return staleLock(readFileSync(file, "utf8"), requiredProviders(folder)).map(
      (difference) => `${shown} is stale: ${difference}.`,
    );
  });
}

/**
 * @param differences what {@link checkLocks} found
 * @param environment name of the environment's file
 * @throws UserError with all of them, and the command to run
 */
export function requireLocks(differences: readonly string[], environment: string): void {
  if (differences.length === 0) return;
  throw new UserError(
    [
      ...differences,
      "Terraform would choose and trust providers anew, or stop. Write the files again and commit them:",
      `  npm run lock -- --environment ${environment}`,
    ].join("\n"),
  );
}
