import { randomUUID } from "node:crypto";
import type { AppClient } from "../../model/user-pool.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import type { GrantResult } from "./grant.ts";
import { issueUserTokens } from "./user-tokens.ts";

/** `grant_type=authorization_code`: whatever the scope, Cognito adds a refresh token. */
export async function redeemAuthorizationCode(
  pool: UserPoolContext,
  client: AppClient,
  form: URLSearchParams,
): Promise<GrantResult> {
  const { clientId } = client;
  const { scope, nonce, signIn, changes } = pool.codes.redeem(form.get("code") ?? "", {
    clientId,
    redirectUri: form.get("redirect_uri"),
    codeVerifier: form.get("code_verifier"),
  });
  const grant = { clientId, scope, nonce, signIn, originJti: randomUUID() };
  const refreshToken = pool.refreshTokens.issue(grant, client.refreshTokenLifetimeSeconds);
  return issueUserTokens(pool, client, grant, changes, refreshToken);
}
