import type { AppClient } from "../../model/user-pool.ts";
import { OAuthError } from "../oauth-error.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import type { GrantResult } from "./grant.ts";
import { issueUserTokens } from "./user-tokens.ts";

/** `grant_type=refresh_token`: the client keeps the refresh token that it has. */
export async function redeemRefreshToken(
  pool: UserPoolContext,
  client: AppClient,
  form: URLSearchParams,
): Promise<GrantResult> {
  const grant = pool.refreshTokens.find(form.get("refresh_token") ?? "");
  if (grant?.clientId !== client.clientId) {
    throw new OAuthError(
      "invalid_grant",
      "The refresh token is unknown, expired, revoked, or was issued to another app client. " +
        "Restarting the emulator ends all refresh tokens. Open the application again to restart sign-in.",
    );
  }
  const user = pool.users.find(grant.signIn.sub);
  const changes = await pool.preTokenGeneration.changes({
    source: "TokenGeneration_RefreshTokens",
    client,
    user,
    groups: user ? pool.users.groupsOf(user) : [],
    scope: grant.scope,
  });
  return issueUserTokens(pool, client, grant, changes);
}
