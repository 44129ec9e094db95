import { type Guard, groupGuard, scopeGuard } from "../guards.ts";
import type { AuthContext, Next } from "./alb-auth.ts";

/**
 * Koa middleware that requires every one of the scopes in the access token. A scope says what the
 * application may do. For what one user may do, use {@link requireGroups}.
 *
 * @param scopes at least one OAuth scope
 * @returns middleware that throws {@link AlbAuthError} with status 403 and the missing scopes
 * @throws TypeError when there is no scope, or one that is not a valid OAuth scope
 * @example
 * ```ts
 * router.get("/tasks", requireScopes("tasks/read"), listTasks);
 * ```
 */
export function requireScopes(...scopes: readonly string[]) {
  return middlewareOf(scopeGuard(scopes));
}

/**
 * Koa middleware that requires the user to be in every one of the groups.
 *
 * @param groups at least one group of the user pool
 * @returns middleware that throws {@link AlbAuthError} with status 403 and the missing groups
 * @throws TypeError when there is no group
 * @example
 * ```ts
 * router.get("/admin", requireGroups("admins"), showAdmin);
 * ```
 */
export function requireGroups(...groups: readonly string[]) {
  return middlewareOf(groupGuard(groups));
}

function middlewareOf(guard: Guard) {
  return async function guardRoute(ctx: AuthContext, next: Next): Promise<unknown> {
    guard(ctx.state.identity);
    return next();
  };
}
