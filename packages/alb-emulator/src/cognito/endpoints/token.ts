import { randomUUID } from "node:crypto";
import type { Context, Next } from "koa";
import type { KoaContextWithOIDC } from "oidc-provider";
import { standardScopes } from "../app-clients.ts";
import { describeClient, findClient, type IdentityContext } from "../context.ts";
import { originJtiOf } from "../revoked-sign-ins.ts";
import type { TokenSubject } from "../tokens.ts";
import { displayNameOf } from "../users/user.ts";

interface TokenAnswer {
  id_token?: string;
  access_token: string;
  refresh_token?: string;
  expires_in: number;
  token_type: string;
}

interface ErrorAnswer {
  readonly error: string;
  readonly error_description?: string;
}

/** `POST /oauth2/token`: oidc-provider's decision, in Cognito's shape. */
export function token(identity: IdentityContext) {
  const { report } = identity;

  return async function token(ctx: Context & KoaContextWithOIDC, next: Next) {
    await next();
    const grantType = String(ctx.oidc?.params?.grant_type ?? "");
    const client = findClient(identity.model, ctx.oidc?.client?.clientId);
    const error = ctx.status === 200 ? machineScopeError(ctx) : errorOf(ctx);
    if (error) {
      const description = (ctx.body as ErrorAnswer).error_description;
      ctx.remove("WWW-Authenticate");
      ctx.status = 400;
      ctx.body = { error };
      report("token-refused", {
        client: client?.name,
        message: `${grantType || "token request"} refused: ${error}`,
        explanation: explain(error, description, client && describeClient(client)),
      });
      return;
    }
    const user = await answer(identity, ctx);
    report("tokens-issued", {
      client: client?.name,
      user,
      message: `Tokens issued for ${grantType}`,
    });
  };
}

async function answer(identity: IdentityContext, ctx: KoaContextWithOIDC) {
  const { tokens, users, model } = identity;
  const { AccessToken, ClientCredentials, AuthorizationCode, RefreshToken } = ctx.oidc.entities;
  const body = ctx.body as TokenAnswer;
  if (ClientCredentials) {
    const { jti, clientId = "", scope = "", iat, exp } = stamped(ClientCredentials);
    const access_token = await tokens.machineToken({
      clientId,
      jti,
      scope: scope || machineScopes(identity, clientId).join(" "),
      iat,
      exp,
    });
    ctx.body = { access_token, expires_in: body.expires_in, token_type: "Bearer" };
    return undefined;
  }
  const user = users.find(AccessToken?.accountId ?? "");
  const source = AuthorizationCode ?? RefreshToken;
  if (!AccessToken || !user || !source)
    throw new Error("The token endpoint issued no access token.");
  const { jti, scope = "", iat, exp, clientId = "" } = stamped(AccessToken);
  const subject: TokenSubject = {
    clientId,
    user,
    groups: users.groupsOf(user),
    authTime: source.authTime ?? iat,
    issuedAt: iat,
    originJti: RefreshToken ? originJtiOf(RefreshToken.jti) : randomUUID(),
    eventId: randomUUID(),
  };
  const accessToken = await tokens.accessToken(subject, { jti, scope, exp });
  const lifetime = findClient(model, clientId)?.idTokenLifetimeSeconds ?? 3600;
  ctx.body = {
    ...(scope.split(" ").includes("openid") && {
      id_token: await tokens.idToken(subject, {
        jti: randomUUID(),
        exp: iat + lifetime,
        accessToken,
        nonce: source.nonce,
      }),
    }),
    access_token: accessToken,
    // Given with a code only; on refresh the client keeps the one it has.
    ...(AuthorizationCode &&
      body.refresh_token && {
        refresh_token: await identity.refreshTokens.wrap(body.refresh_token),
      }),
    expires_in: body.expires_in,
    token_type: "Bearer",
  } satisfies TokenAnswer;
  return displayNameOf(user);
}

/** `iat` and `exp` of a token entity that was just saved; the library's types leave them open. */
function stamped<T extends { jti: string; expiration: number; scope?: string; clientId?: string }>(
  entity: T,
) {
  const { jti, scope, clientId, expiration } = entity;
  const iat = Math.floor(Date.now() / 1000);
  return { jti, scope, clientId, iat, exp: iat + expiration };
}

function machineScopes({ model }: IdentityContext, clientId: string): string[] {
  const allowed = findClient(model, clientId)?.allowedOAuthScopes ?? [];
  return allowed.filter((scope) => !standardScopes.includes(scope));
}

/** Machines get scopes of resource servers only. */
function machineScopeError(ctx: KoaContextWithOIDC): string | undefined {
  const scopes = ctx.oidc.entities.ClientCredentials?.scope?.split(" ") ?? [];
  return scopes.some((scope) => standardScopes.includes(scope)) ? "invalid_scope" : undefined;
}

function errorOf(ctx: KoaContextWithOIDC): string {
  const { error } = ctx.body as ErrorAnswer;
  const { client, params } = ctx.oidc;
  const refused = error === "invalid_request" && client && params?.grant_type;
  return refused && !client.grantTypeAllowed(String(params.grant_type))
    ? "unauthorized_client"
    : error;
}

function explain(error: string, description = "", client = "the client"): string {
  const hints: Record<string, string> = {
    invalid_client: "Client id or secret is wrong. A load balancer reads both from the app client.",
    invalid_grant:
      "The code or refresh token is unknown, used, expired or revoked, or was issued for another " +
      "client or redirect_uri. Codes are good for 5 minutes and once.",
    unauthorized_client: `${client} may not use this grant type: see allowed_oauth_flows.`,
    invalid_scope: `A scope is not allowed for ${client}, or does not exist.`,
  };
  return [hints[error], description && `(${description})`].filter(Boolean).join(" ");
}
