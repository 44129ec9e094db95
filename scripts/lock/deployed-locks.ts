import { hasCommittedLock } from "../../synthesis/provider-locks/place-lock";
import { requiredProviders } from "../../synthesis/provider-locks/required-providers";
import { checkLocks, type LockedStack, requireLocks } from "./check-locks";

/**
 * Checks the lock files that a deployment uses. A stack without a committed one is none of them, nor
 * one with a lock file of the user's own beside its JSON.
 * @param environment name of the environment's file
 * @throws UserError with every stale one
 */
export function requireFreshLocks(
  stacks: readonly LockedStack[],
  root: string,
  environment: string,
): void {
  const locked = stacks.filter(({ fullName, folder }) => hasCommittedLock(fullName, folder, root));
  requireLocks(checkLocks(locked, root), environment);
}

/** Whether Terraform must not add to the lock file of a stack. */
export function isLocked({ fullName, folder }: LockedStack, root: string): boolean {
  // Providers that only a module requires are not in the committed file.
  return hasCommittedLock(fullName, folder, root) && !requiredProviders(folder).hasModules;
}
