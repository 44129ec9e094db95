import type { Context } from "koa";
import { describeClient } from "../app-clients.ts";
import { redeemAuthorizationCode } from "../grants/authorization-code.ts";
import { issueClientCredentials } from "../grants/client-credentials.ts";
import type { Grant } from "../grants/grant.ts";
import { redeemRefreshToken } from "../grants/refresh-token.ts";
import { methodNotAllowed } from "../http/method-not-allowed.ts";
import { OAuthError } from "../oauth-error.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf } from "../users/user.ts";
import { oauthEndpoint } from "./oauth-endpoint.ts";

/** Each grant type with the flow of the app client that it belongs to. */
const grants = new Map<string, { readonly flow: string; readonly grant: Grant }>([
  ["authorization_code", { flow: "code", grant: redeemAuthorizationCode }],
  ["refresh_token", { flow: "code", grant: redeemRefreshToken }],
  ["client_credentials", { flow: "client_credentials", grant: issueClientCredentials }],
]);

/**
 * `POST /oauth2/token`. Another content type than a form's gets the response of another method.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export function token(pool: UserPoolContext) {
  const endpoint = oauthEndpoint("token", pool, async function token(ctx, { client, form }) {
    const grantType = form.get("grant_type") ?? "";
    const entry = grants.get(grantType);
    if (!entry) {
      throw new OAuthError(
        grantType === "" ? "invalid_request" : "unsupported_grant_type",
        `grant_type is "${grantType}". Send one of ${[...grants.keys()].join(", ")}.`,
      );
    }
    if (!client.allowedOAuthFlows.includes(entry.flow)) {
      throw new OAuthError(
        "unauthorized_client",
        `The ${describeClient(client)} does not allow grant_type ${grantType}. ` +
          `Add "${entry.flow}" to allowed_oauth_flows.`,
      );
    }
    const { response, user, withheld } = await entry.grant(pool, client, form);
    ctx.body = response;
    pool.report(ctx, "tokens-issued", {
      client: client.name,
      user: user && displayNameOf(user),
      message: `Tokens issued for ${grantType}${withheld}`,
    });
  });

  return async function token(ctx: Context): Promise<void> {
    if (ctx.is("application/x-www-form-urlencoded")) return endpoint(ctx);
    methodNotAllowed(ctx);
    pool.report(ctx, "token-request-failed", {
      message: "The token request failed: 405 Method Not Allowed",
      explanation: `Content-Type is "${ctx.get("Content-Type")}". Cognito returns 405 to everything but a form: send application/x-www-form-urlencoded.`,
    });
  };
}
