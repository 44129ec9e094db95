import { groupGuard, scopeGuard } from "../guards.ts";
import type { Identity } from "../identity.ts";

/** The part of a request that guards look at. */
export interface RequestWithIdentity {
  readonly identity?: Identity | undefined;
}

/**
 * Requires every one of the scopes in the access token. A scope says what the application may do. For
 * what one user may do, use {@link requireGroups}.
 *
 * @param scopes at least one OAuth scope
 * @returns a guard to call with the request inside `albAuth`'s listener. It throws {@link AlbAuthError}
 * with status 403 and the missing scopes
 * @throws TypeError when there is no scope, or one that is not a valid OAuth scope
 * @example
 * ```ts
 * const canRead = requireScopes("tasks/read");
 * const listener = albAuth(options, (request, response) => {
 *   canRead(request);
 *   response.end("tasks");
 * });
 * ```
 */
export function requireScopes(
  ...scopes: readonly string[]
): (request: RequestWithIdentity) => void {
  const guard = scopeGuard(scopes);
  return ({ identity }) => guard(identity);
}

/**
 * Requires the user to be in every one of the groups.
 *
 * @param groups at least one group of the user pool
 * @returns a guard to call with the request inside `albAuth`'s listener. It throws {@link AlbAuthError}
 * with status 403 and the missing groups
 * @throws TypeError when there is no group
 * @example
 * ```ts
 * const adminsOnly = requireGroups("admins");
 * const listener = albAuth(options, (request, response) => {
 *   adminsOnly(request);
 *   response.end("settings");
 * });
 * ```
 */
export function requireGroups(
  ...groups: readonly string[]
): (request: RequestWithIdentity) => void {
  const guard = groupGuard(groups);
  return ({ identity }) => guard(identity);
}
