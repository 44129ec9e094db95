import type { Context } from "koa";
import type { IssuerContext } from "../issuer-context.ts";
import type { IssuerModel } from "../issuer-model.ts";

/** Path of a document or endpoint below the issuer, which may end with a slash. */
export function pathBelow(issuer: string, path: string): string {
  return `${new URL(issuer).pathname.replace(/\/$/, "")}${path}`;
}

/** The public keys of the tokens. */
export function jwks({ tokens }: IssuerContext) {
  return function jwks(ctx: Context): void {
    ctx.body = { keys: [tokens.publicJwk] };
  };
}

/** @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
export function openidConfiguration({ model }: IssuerContext) {
  const body = metadata(model);
  return function openidConfiguration(ctx: Context): void {
    ctx.body = body;
  };
}

function metadata(model: IssuerModel) {
  const { issuer, authorizationEndpoints, tokenEndpoints, userInfoEndpoints } = model;
  const below = (path: string) => new URL(pathBelow(issuer, path), issuer).href;
  return {
    issuer,
    authorization_endpoint: authorizationEndpoints[0],
    token_endpoint: tokenEndpoints[0],
    userinfo_endpoint: userInfoEndpoints[0],
    jwks_uri: below("/.well-known/jwks.json"),
    end_session_endpoint: below("/logout"),
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    code_challenge_methods_supported: ["S256"],
    scopes_supported: ["openid", "profile", "email", "phone", "address", "offline_access"],
  };
}
