import type { NextFunction } from "express";
import { type Guard, groupGuard, scopeGuard } from "../guards.ts";
import type { AuthRequest } from "./alb-auth.ts";
import { withoutCauseInStack } from "./without-cause-in-stack.ts";

/**
 * Express middleware that requires every one of the scopes in the access token. A scope says what the
 * application may do. For what one user may do, use {@link requireGroups}.
 *
 * @param scopes at least one OAuth scope
 * @returns middleware that passes an {@link AlbAuthError} with status 403 and the missing scopes to
 * `next`
 * @throws TypeError when there is no scope, or one that is not a valid OAuth scope
 * @example
 * ```ts
 * app.get("/tasks", requireScopes("tasks/read"), listTasks);
 * ```
 */
export function requireScopes(...scopes: readonly string[]) {
  return middlewareOf(scopeGuard(scopes));
}

/**
 * Express middleware that requires the user to be in every one of the groups.
 *
 * @param groups at least one group of the user pool
 * @returns middleware that passes an {@link AlbAuthError} with status 403 and the missing groups to
 * `next`
 * @throws TypeError when there is no group
 * @example
 * ```ts
 * app.get("/admin", requireGroups("admins"), showAdmin);
 * ```
 */
export function requireGroups(...groups: readonly string[]) {
  return middlewareOf(groupGuard(groups));
}

function middlewareOf(guard: Guard) {
  return function guardRoute(request: AuthRequest, _response: unknown, next: NextFunction): void {
    let error: unknown;
    try {
      guard(request.identity);
    } catch (thrown) {
      error = withoutCauseInStack(thrown);
    }
    next(error);
  };
}
