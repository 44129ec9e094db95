import { OAuthError } from "../oauth-error.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { oauthEndpoint } from "./oauth-endpoint.ts";

/**
 * `POST /oauth2/revoke`: ends a refresh token and the access tokens that came from it; the user's
 * other sign-ins stay valid.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
 */
export function revoke(pool: UserPoolContext) {
  const { refreshTokens, revocations, report } = pool;

  return oauthEndpoint("revocation", pool, async function revoke(ctx, { client, form }) {
    const token = form.get("token");
    if (!token)
      throw new OAuthError("invalid_request", "The form has no token. Send a refresh token.");
    if (!client.enableTokenRevocation) {
      throw new OAuthError(
        "invalid_request",
        `App client ${client.name} does not allow revocation. Set enable_token_revocation = true.`,
      );
    }
    if (token.split(".").length === 3) {
      throw new OAuthError(
        "unsupported_token_type",
        "The token is a JWT: an access or ID token. Only refresh tokens can be revoked.",
      );
    }
    ctx.body = "";
    ctx.status = 200;
    const grant = refreshTokens.find(token);
    // As RFC 7009 says: a token that is unknown or already revoked is not an error.
    if (!grant) return;
    if (grant.clientId !== client.clientId) {
      throw new OAuthError("invalid_request", "The token was issued to another app client.");
    }
    refreshTokens.revoke(token);
    revocations.add(grant.originJti, client.accessTokenLifetimeSeconds);
    report(ctx, "revoked", { client: client.name, message: "Refresh token revoked" });
  });
}
