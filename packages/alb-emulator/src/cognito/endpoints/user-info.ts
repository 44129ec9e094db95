import type { Context } from "koa";
import type { IdentityContext } from "../context.ts";
import type { AccessTokenClaims } from "../tokens.ts";
import { displayNameOf, type User } from "../users/user.ts";

/** Attributes that each scope opens; a client with `openid` alone sees all. */
const attributesOfScope: Readonly<Record<string, readonly string[]>> = {
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
  profile: [
    "name",
    "family_name",
    "given_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "updated_at",
  ],
};

/**
 * `GET /oauth2/userInfo`: what the load balancer writes into `x-amzn-oidc-data`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
 */
export function userInfo(identity: IdentityContext) {
  const { users, tokens, provider, revokedSignIns, report } = identity;

  async function claimsOf(authorization: string): Promise<AccessTokenClaims | string> {
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    if (!token) return "the request carries no bearer token";
    const claims = await tokens.verifyAccessToken(token).catch(() => undefined);
    if (!claims) return "the token is expired, or not an access token of this pool";
    if (revokedSignIns.has(claims.origin_jti)) return "the sign-in's refresh token was revoked";
    if (!(await provider.AccessToken.find(claims.jti))) return "no user signed in for this token";
    if (!claims.scope.split(" ").includes("openid")) return "the token lacks the scope openid";
    return claims;
  }

  return async function userInfo(ctx: Context) {
    const claims = await claimsOf(ctx.get("Authorization"));
    const user = typeof claims === "string" ? undefined : users.find(claims.sub);
    if (typeof claims === "string" || !user) {
      const reason = typeof claims === "string" ? claims : "the user was deleted";
      report("user-info-refused", {
        message: "userInfo refused: invalid_token",
        explanation: `The user info endpoint answers 401 because ${reason}.`,
      });
      const error_description =
        "Access token is expired, disabled, or deleted, or the user has globally signed out.";
      ctx.set(
        "WWW-Authenticate",
        `Bearer error="invalid_token", error_description="${error_description}"`,
      );
      ctx.status = 401;
      ctx.body = { error: "invalid_token", error_description };
      return;
    }
    report("user-info", { user: displayNameOf(user), message: "User attributes read" });
    ctx.body = attributesFor(user, claims.scope.split(" "));
  };
}

/** Every value is text, `email_verified` as well. */
function attributesFor(user: User, scopes: readonly string[]): Record<string, string> {
  const restricting = scopes.filter((scope) => scope in attributesOfScope);
  const open = new Set(restricting.flatMap((scope) => attributesOfScope[scope] ?? []));
  const isOpen = (name: string) => restricting.length === 0 || open.has(name);
  const { email, email_verified, ...others } = user.attributes;
  const shown = Object.entries({ email_verified, ...others, email }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && isOpen(entry[0]),
  );
  return { sub: user.sub, ...Object.fromEntries(shown), username: user.username };
}
