import type { Context } from "koa";
import type { UserPoolContext } from "../user-pool-context.ts";

/** `/.well-known/jwks.json`, on the issuer's host. */
export function jwks({ keys }: UserPoolContext) {
  const body = { keys: [keys.idToken.publicJwk, keys.accessToken.publicJwk] };
  return function jwks(ctx: Context) {
    ctx.set("Cache-Control", "public, max-age=86400");
    ctx.body = body;
  };
}

/** `/.well-known/openid-configuration`, on the issuer's host; with the URLs of AWS. */
export function openidConfiguration({ model }: UserPoolContext) {
  const base = model.domain?.baseUrl ?? "";
  const body = {
    authorization_endpoint: `${base}/oauth2/authorize`,
    end_session_endpoint: `${base}/logout`,
    id_token_signing_alg_values_supported: ["RS256"],
    issuer: model.issuer,
    jwks_uri: `${model.issuer}/.well-known/jwks.json`,
    response_types_supported: ["code", "token"],
    revocation_endpoint: `${base}/oauth2/revoke`,
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint: `${base}/oauth2/token`,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    userinfo_endpoint: `${base}/oauth2/userInfo`,
  };
  return function openidConfiguration(ctx: Context) {
    ctx.body = body;
  };
}
