import { groupGuard, scopeGuard } from "../guards.ts";
import type { Identity } from "../identity.ts";

/** The part of an event that guards look at. */
export interface EventWithIdentity {
  readonly identity?: Identity | undefined;
}

/**
 * Requires every one of the scopes in the access token. A scope says what the application may do. For
 * what one user may do, use {@link requireGroups}.
 *
 * @param scopes at least one OAuth scope
 * @returns a guard to call with the event inside `albAuth`'s handler. It throws {@link AlbAuthError} with
 * status 403 and the missing scopes
 * @throws TypeError when there is no scope, or one that is not a valid OAuth scope
 * @example
 * ```ts
 * const canRead = requireScopes("tasks/read");
 * export const handler = albAuth(options, async (event) => {
 *   canRead(event);
 *   return { statusCode: 200, body: "tasks" };
 * });
 * ```
 */
export function requireScopes(...scopes: readonly string[]): (event: EventWithIdentity) => void {
  const guard = scopeGuard(scopes);
  return ({ identity }) => guard(identity);
}

/**
 * Requires the user to be in every one of the groups.
 *
 * @param groups at least one group of the user pool
 * @returns a guard to call with the event inside `albAuth`'s handler. It throws {@link AlbAuthError} with
 * status 403 and the missing groups
 * @throws TypeError when there is no group
 * @example
 * ```ts
 * const adminsOnly = requireGroups("admins");
 * export const handler = albAuth(options, async (event) => {
 *   adminsOnly(event);
 *   return { statusCode: 200, body: "settings" };
 * });
 * ```
 */
export function requireGroups(...groups: readonly string[]): (event: EventWithIdentity) => void {
  const guard = groupGuard(groups);
  return ({ identity }) => guard(identity);
}
