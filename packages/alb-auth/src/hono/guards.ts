import type { MiddlewareHandler } from "hono";
import { type Guard, groupGuard, scopeGuard } from "../guards.ts";
import type { AlbAuthVariables } from "./alb-auth.ts";
import { toHttpException } from "./to-http-exception.ts";

/**
 * Hono middleware that requires every one of the scopes in the access token. A scope says what the
 * application may do. For what one user may do, use {@link requireGroups}.
 *
 * @param scopes at least one OAuth scope
 * @returns middleware that throws an `HTTPException` with status 403, and an {@link AlbAuthError} with
 * the missing scopes as its `cause`
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
 * Hono middleware that requires the user to be in every one of the groups.
 *
 * @param groups at least one group of the user pool
 * @returns middleware that throws an `HTTPException` with status 403, and an {@link AlbAuthError} with
 * the missing groups as its `cause`
 * @throws TypeError when there is no group
 * @example
 * ```ts
 * app.get("/admin", requireGroups("admins"), showAdmin);
 * ```
 */
export function requireGroups(...groups: readonly string[]) {
  return middlewareOf(groupGuard(groups));
}

/** A route behind a guard has an identity, also after `albAuth` with `optional`. */
function middlewareOf(guard: Guard): MiddlewareHandler<{ Variables: AlbAuthVariables }> {
  return async function guardRoute(c, next) {
    try {
      guard(c.get("identity"));
    } catch (error) {
      throw toHttpException(error);
    }
    await next();
  };
}
