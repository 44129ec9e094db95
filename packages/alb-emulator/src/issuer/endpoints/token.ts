import { randomUUID } from "node:crypto";
import type { Context } from "koa";
import { readForm } from "../../cognito/http/read-form.ts";
import { OAuthError } from "../../cognito/oauth-error.ts";
import type { RefreshGrant } from "../../cognito/stores/refresh-tokens.ts";
import { displayNameOf, type User } from "../../cognito/users/user.ts";
import type { IssuerContext } from "../issuer-context.ts";
import type { IssuerClient } from "../issuer-model.ts";
import { tokenLifetimeSeconds } from "../issuer-tokens.ts";
import { authenticateClient } from "./client-authentication.ts";

const refreshTokenLifetimeSeconds = 30 * 24 * 3600;

/**
 * The token endpoint: codes and refresh tokens become tokens.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#TokenEndpoint
 */
export function token(issuer: IssuerContext) {
  return async function token(ctx: Context): Promise<void> {
    ctx.set("Cache-Control", "no-store");
    let client: IssuerClient | undefined;
    try {
      const form = await readForm(ctx);
      client = authenticateClient(issuer.model, ctx.get("Authorization"), form);
      const grantType = form.get("grant_type") ?? "";
      const grant = grantOf(issuer, client, grantType, form);
      const user = issuer.users.find(grant.signIn.sub);
      if (user === undefined) {
        throw new OAuthError("invalid_grant", `User ${grant.signIn.sub} was deleted.`);
      }
      ctx.body = await tokenResponse(issuer, grant, user, grantType === "authorization_code");
      issuer.report(ctx, "tokens-issued", {
        client: client.clientId,
        user: displayNameOf(user),
        message: `Tokens issued for ${grantType}`,
      });
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      reject(ctx, issuer, error, client);
    }
  };
}

/** @throws OAuthError */
function grantOf(
  { codes, refreshTokens }: IssuerContext,
  { clientId }: IssuerClient,
  grantType: string,
  form: URLSearchParams,
): RefreshGrant {
  switch (grantType) {
    case "authorization_code": {
      const { scope, nonce, signIn } = codes.redeem(form.get("code") ?? "", {
        clientId,
        redirectUri: form.get("redirect_uri"),
        codeVerifier: form.get("code_verifier"),
      });
      return { clientId, scope, nonce, signIn, originJti: randomUUID() };
    }
    case "refresh_token": {
      const grant = refreshTokens.find(form.get("refresh_token") ?? "");
      if (grant?.clientId === clientId) return grant;
      throw new OAuthError(
        "invalid_grant",
        "The refresh token is unknown, expired, or was issued to another client. Restarting the emulator ends all refresh tokens. Open the application again to restart sign-in.",
      );
    }
    default:
      throw new OAuthError(
        grantType === "" ? "invalid_request" : "unsupported_grant_type",
        `grant_type is "${grantType}". Send authorization_code or refresh_token.`,
      );
  }
}

/** A refresh token only for `offline_access`, as OpenID Connect has it. */
async function tokenResponse(
  { tokens, refreshTokens }: IssuerContext,
  grant: RefreshGrant,
  user: User,
  isFirst: boolean,
) {
  const { clientId, scope, nonce, signIn } = grant;
  const scopes = scope.split(" ");
  const subject = { clientId, user, scope, authTimeSeconds: signIn.authTimeSeconds };
  return {
    access_token: await tokens.accessToken(subject),
    token_type: "Bearer",
    expires_in: tokenLifetimeSeconds,
    scope,
    ...(scopes.includes("openid") && { id_token: await tokens.idToken(subject, nonce) }),
    ...(isFirst &&
      scopes.includes("offline_access") && {
        refresh_token: refreshTokens.issue(grant, refreshTokenLifetimeSeconds),
      }),
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
function reject(
  ctx: Context,
  { report }: IssuerContext,
  { code, explanation }: OAuthError,
  client: IssuerClient | undefined,
): void {
  ctx.status = code === "invalid_client" ? 401 : 400;
  if (ctx.status === 401) ctx.set("WWW-Authenticate", "Basic");
  ctx.body = { error: code };
  report(ctx, "token-request-failed", {
    client: client?.clientId,
    message: `The token request failed: ${code}`,
    explanation,
  });
}
