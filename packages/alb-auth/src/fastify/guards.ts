import { type Guard, groupGuard, scopeGuard } from "../guards.ts";
import type { Identity } from "../identity.ts";

/** The part of a Fastify request that guards look at. */
export interface RequestWithIdentity {
  readonly identity: Identity | undefined;
}

/**
 * Fastify hook that requires every one of the scopes in the access token. A scope says what the
 * application may do. For what one user may do, use {@link requireGroups}.
 *
 * @param scopes at least one OAuth scope
 * @returns a hook for `onRequest` or `preHandler` that fails with an {@link AlbAuthError} with status 403
 * and the missing scopes
 * @throws TypeError when there is no scope, or one that is not a valid OAuth scope
 * @example
 * ```ts
 * app.get("/tasks", { onRequest: requireScopes("tasks/read") }, listTasks);
 * ```
 */
export function requireScopes(...scopes: readonly string[]) {
  return hookOf(scopeGuard(scopes));
}

/**
 * Fastify hook that requires the user to be in every one of the groups.
 *
 * @param groups at least one group of the user pool
 * @returns a hook for `onRequest` or `preHandler` that fails with an {@link AlbAuthError} with status 403
 * and the missing groups
 * @throws TypeError when there is no group
 * @example
 * ```ts
 * app.get("/admin", { onRequest: requireGroups("admins") }, showAdmin);
 * ```
 */
export function requireGroups(...groups: readonly string[]) {
  return hookOf(groupGuard(groups));
}

function hookOf(guard: Guard) {
  return async function guardRoute(request: RequestWithIdentity): Promise<void> {
    guard(request.identity);
  };
}
