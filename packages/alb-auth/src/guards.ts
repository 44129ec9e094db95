import { AlbAuthError } from "./alb-auth-error.ts";
import { isVerifiedIdentity } from "./identity.ts";
import { isScope } from "./scope.ts";

/**
 * Checks what an adapter found on its request.
 * @throws AlbAuthError when it is not a verified identity, or lacks a scope or group
 */
export type Guard = (identity: unknown) => void;

/**
 * @param scopes at least one OAuth scope
 * @returns a guard that requires every one of the scopes in the access token
 * @throws TypeError when there is no scope, or one that is not a valid OAuth scope
 */
export function scopeGuard(scopes: readonly string[]): Guard {
  assertNotEmpty("requireScopes", scopes);
  for (const scope of scopes) {
    if (!isScope(scope)) {
      throw new TypeError(
        `requireScopes("${scope}"): not a valid OAuth scope. Pass each scope as its own argument.`,
      );
    }
  }
  return (identity) => assertHas("scopes", scopes, identity);
}

/**
 * @param groups at least one group of the user pool
 * @returns a guard that requires the user to be in every one of the groups
 * @throws TypeError when there is no group
 */
export function groupGuard(groups: readonly string[]): Guard {
  assertNotEmpty("requireGroups", groups);
  return (identity) => assertHas("groups", groups, identity);
}

function assertHas(kind: "scopes" | "groups", required: readonly string[], identity: unknown) {
  if (!isVerifiedIdentity(identity)) throw new AlbAuthError("ERR_AUTHENTICATION_REQUIRED");
  const missing = required.filter((item) => !identity[kind].includes(item));
  if (missing.length === 0) return;
  throw new AlbAuthError(kind === "scopes" ? "ERR_SCOPE_MISSING" : "ERR_GROUP_MISSING", {
    missing,
  });
}

function assertNotEmpty(guardName: string, names: readonly string[]): void {
  if (names.length === 0 || names.includes("")) {
    throw new TypeError(`${guardName}() would let everybody pass. Pass at least one name.`);
  }
}
