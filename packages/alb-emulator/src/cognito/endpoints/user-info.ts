import type { Context } from "koa";
import { splitScope } from "../app-clients.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf, type User } from "../users/user.ts";

/** Attributes that each scope grants; `openid` alone grants all. */
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

/** Cognito's words, whatever the reason. */
const errorDescription =
  "Access token is expired, disabled, or deleted, or the user has globally signed out.";

/**
 * `GET /oauth2/userInfo`: what the load balancer writes into `x-amzn-oidc-data`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
 */
export function userInfo({ users, tokens, revocations, report }: UserPoolContext) {
  /** The user and scopes of the access token, or the reason why it is not accepted. */
  async function readToken(
    authorization: string,
  ): Promise<{ readonly user: User; readonly scopes: readonly string[] } | string> {
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    if (!token) return "the request has no bearer token";
    const claims = await tokens.verifyAccessToken(token).catch(() => undefined);
    if (!claims) return "the token has expired, or is not an access token of this user pool";
    if (claims.origin_jti === undefined) return "the token belongs to an app client, not to a user";
    if (revocations.has(claims.origin_jti)) return "the refresh token of this sign-in was revoked";
    const scopes = splitScope(claims.scope);
    if (!scopes.includes("openid")) return "the token lacks scope openid";
    const user = users.find(claims.sub);
    return user ? { user, scopes } : "the user was deleted";
  }

  return async function userInfo(ctx: Context): Promise<void> {
    const result = await readToken(ctx.get("Authorization"));
    if (typeof result === "string") {
      report(ctx, "user-info-failed", {
        message: "The user info request failed: invalid_token",
        explanation: `The user info endpoint returns 401 because ${result}.`,
      });
      ctx.set(
        "WWW-Authenticate",
        `Bearer error="invalid_token", error_description="${errorDescription}"`,
      );
      ctx.status = 401;
      ctx.body = { error: "invalid_token", error_description: errorDescription };
      return;
    }
    report(ctx, "user-info", { user: displayNameOf(result.user), message: "User attributes read" });
    ctx.body = attributesFor(result.user, result.scopes);
  };
}

/** The response for a user and the scopes of the token. Every value is a string, `email_verified` as well. */
export function attributesFor(user: User, scopes: readonly string[]): Record<string, string> {
  const restricting = scopes.filter((scope) => scope in attributesOfScope);
  const granted = new Set(restricting.flatMap((scope) => attributesOfScope[scope] ?? []));
  const isGranted = (name: string) => restricting.length === 0 || granted.has(name);
  const { email, email_verified, ...others } = user.attributes;
  const attributes = Object.entries({ email_verified, ...others, email }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && isGranted(entry[0]),
  );
  return { sub: user.sub, ...Object.fromEntries(attributes), username: user.username };
}
