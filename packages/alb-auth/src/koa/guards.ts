import { AlbAuthError } from "../alb-auth-error.ts";
import { isVerifiedIdentity } from "../identity.ts";
import { isScope } from "../scope.ts";
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
  assertNotEmpty("requireScopes", scopes);
  for (const scope of scopes) {
    if (!isScope(scope)) {
      throw new TypeError(
        `requireScopes("${scope}"): not a valid OAuth scope. Pass each scope as its own argument.`,
      );
    }
  }
  return async function requireScopes(ctx: AuthContext, next: Next): Promise<unknown> {
    assertHas("scopes", scopes, ctx);
    return next();
  };
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
  assertNotEmpty("requireGroups", groups);
  return async function requireGroups(ctx: AuthContext, next: Next): Promise<unknown> {
    assertHas("groups", groups, ctx);
    return next();
  };
}

function assertHas(kind: "scopes" | "groups", required: readonly string[], ctx: AuthContext) {
  const { identity } = ctx.state;
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
