import type { AuthContext, Next } from "./alb-authentication.ts";
import { AuthError } from "./auth-error.ts";
import { isVerifiedIdentity } from "./identity.ts";

/** Characters of an OAuth scope. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/**
 * Lets a request pass when its access token has every scope; 403 with the missing ones otherwise.
 * A scope says what the application may do. For what one user may do, use {@link requireGroups}.
 * @throws TypeError when no scope is named, or something that cannot be a scope.
 */
export function requireScopes(...scopes: readonly string[]) {
  assertNamed("requireScopes", scopes);
  for (const scope of scopes) {
    if (!scopeToken.test(scope)) {
      throw new TypeError(
        `requireScopes("${scope}"): not an OAuth scope; name each one by itself.`,
      );
    }
  }
  return guard("requireScopes", "scopes", scopes);
}

/**
 * Lets a request pass when the user is in every group; 403 with the missing ones otherwise.
 * @throws TypeError when no group is named.
 */
export function requireGroups(...groups: readonly string[]) {
  assertNamed("requireGroups", groups);
  return guard("requireGroups", "groups", groups);
}

function guard(name: string, kind: "scopes" | "groups", required: readonly string[]) {
  const code = kind === "scopes" ? "ERR_SCOPE_MISSING" : "ERR_GROUP_MISSING";
  const middleware = function authorization(ctx: AuthContext, next: Next): Promise<unknown> {
    const { identity } = ctx.state;
    if (!isVerifiedIdentity(identity)) throw new AuthError("ERR_AUTHENTICATION_REQUIRED");
    const missing = required.filter((item) => !identity[kind].includes(item));
    if (missing.length > 0) throw new AuthError(code, undefined, missing);
    return next();
  };
  Object.defineProperty(middleware, "name", { value: name });
  return middleware;
}

function assertNamed(guardName: string, names: readonly string[]): void {
  if (names.length === 0 || names.includes("")) {
    throw new TypeError(`${guardName}() would let everybody pass: name at least one.`);
  }
}
