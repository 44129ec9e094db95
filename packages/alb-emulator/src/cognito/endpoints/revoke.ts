import type { Context } from "koa";
import { authenticateClient } from "../client-authentication.ts";
import type { IdentityContext } from "../context.ts";
import { readForm } from "../read-form.ts";
import { originJtiOf } from "../revoked-sign-ins.ts";

/**
 * `POST /oauth2/revoke`: withdraws a refresh token and the access tokens that came from it, and
 * nothing else of the same user.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
 */
export function revoke(identity: IdentityContext) {
  const { model, provider, refreshTokens, revokedSignIns, report } = identity;

  return async function revoke(ctx: Context) {
    const form = await readForm(ctx);
    const client = authenticateClient(model, ctx.get("Authorization"), form);
    const refuse = (error: string) => {
      ctx.status = 400;
      ctx.body = { error };
      report("token-refused", { client: client?.name, message: `Revocation refused: ${error}` });
    };
    if (!client) return refuse("invalid_client");
    const token = form.get("token");
    if (!token || !client.enableTokenRevocation) return refuse("invalid_request");
    if (token.split(".").length === 3) return refuse("unsupported_token_type");

    ctx.status = 200;
    ctx.body = "";
    const entity = await provider.RefreshToken.find(token);
    // A token that is unknown, or was revoked before, is as good as revoked.
    if (!(await refreshTokens.unwrap(token)) || !entity) return;
    if (entity.clientId !== client.clientId) return refuse("invalid_request");
    await entity.destroy();
    revokedSignIns.add(originJtiOf(entity.jti), client.accessTokenLifetimeSeconds);
    report("revoked", { client: client.name, message: "Refresh token revoked" });
  };
}
