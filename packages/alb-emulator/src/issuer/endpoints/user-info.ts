import type { Context } from "koa";
import { displayNameOf, type User } from "../../cognito/users/user.ts";
import type { IssuerContext } from "../issuer-context.ts";

/** @see https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims */
const claimsOfScope: Readonly<Record<string, readonly string[]>> = {
  profile: [
    ...["name", "family_name", "given_name", "middle_name", "nickname", "preferred_username"],
    ...["profile", "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at"],
  ],
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
  address: ["address"],
};

const standardClaims = new Set(Object.values(claimsOfScope).flat());

/**
 * The user info endpoint: what the load balancer writes into `x-amzn-oidc-data`.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#UserInfo
 */
export function userInfo({ users, tokens, report }: IssuerContext) {
  return async function userInfo(ctx: Context): Promise<void> {
    const [, token = ""] = /^Bearer +(\S+)$/i.exec(ctx.get("Authorization")) ?? [];
    const claims = await tokens.verifyAccessToken(token).catch(() => undefined);
    const user = claims && users.find(claims.sub);
    const scopes = claims?.scope.split(" ") ?? [];
    if (user === undefined || !scopes.includes("openid")) {
      const reason =
        user === undefined ? "has expired or is not one of this issuer" : "lacks openid";
      report(ctx, "user-info-failed", {
        message: "The user info request failed: invalid_token",
        explanation: `The user info endpoint returns 401 because the access token ${reason}.`,
      });
      ctx.set("WWW-Authenticate", 'Bearer error="invalid_token"');
      ctx.status = 401;
      ctx.body = { error: "invalid_token" };
      return;
    }
    report(ctx, "user-info", { user: displayNameOf(user), message: "User attributes read" });
    ctx.body = userClaims(user, scopes);
  };
}

/** Claims by scope; those that no scope of OpenID Connect covers are the user's own, and always there. */
function userClaims(user: User, scopes: readonly string[]): Record<string, unknown> {
  const granted = new Set(scopes.flatMap((scope) => claimsOfScope[scope] ?? []));
  const attributes = { ...user.attributes, preferred_username: preferredName(user) };
  const claims = Object.entries(attributes)
    .filter(([name]) => granted.has(name) || !standardClaims.has(name))
    .map(([name, value]) => [name, name.endsWith("_verified") ? value === "true" : value]);
  return {
    sub: user.sub,
    ...Object.fromEntries(claims),
    ...(user.groups.length > 0 && { groups: user.groups }),
  };
}

function preferredName(user: User): string {
  return user.attributes.preferred_username ?? displayNameOf(user);
}
