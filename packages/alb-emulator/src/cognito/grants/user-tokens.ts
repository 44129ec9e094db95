import { randomUUID } from "node:crypto";
import { secondsOf } from "../../model/clock.ts";
import type { AppClient } from "../../model/user-pool.ts";
import { splitScope } from "../app-clients.ts";
import { OAuthError } from "../oauth-error.ts";
import type { RefreshGrant } from "../stores/refresh-tokens.ts";
import type { TokenSubject } from "../token-issuer.ts";
import { changedScope, type TokenChanges, withheldScopes } from "../triggers/token-changes.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import type { GrantResult } from "./grant.ts";

/**
 * A user's ID token, for scope `openid` only, and access token.
 * @throws OAuthError `invalid_grant` when the user was deleted
 */
export async function issueUserTokens(
  { users, tokens, now }: UserPoolContext,
  client: AppClient,
  { scope, nonce, signIn, originJti }: RefreshGrant,
  changes: TokenChanges,
  refreshToken?: string,
): Promise<GrantResult> {
  const user = users.find(signIn.sub);
  if (!user) throw new OAuthError("invalid_grant", `User ${signIn.sub} was deleted.`);
  const issuedAt = secondsOf(now);
  const subject: TokenSubject = {
    clientId: client.clientId,
    user,
    groups: changes.groups ?? users.groupsOf(user),
    authTimeSeconds: signIn.authTimeSeconds,
    issuedAtSeconds: issuedAt,
    originJti,
    eventId: randomUUID(),
    changes,
  };
  const accessToken = await tokens.accessToken(subject, {
    jti: randomUUID(),
    scope: changedScope(splitScope(scope), changes),
    exp: issuedAt + client.accessTokenLifetimeSeconds,
  });
  const idToken =
    splitScope(scope).includes("openid") &&
    (await tokens.idToken(subject, {
      jti: randomUUID(),
      exp: issuedAt + client.idTokenLifetimeSeconds,
      accessToken,
      nonce,
    }));
  return {
    user,
    withheld: withheldScopes(scope, changes),
    response: {
      ...(idToken && { id_token: idToken }),
      access_token: accessToken,
      ...(refreshToken && { refresh_token: refreshToken }),
      expires_in: client.accessTokenLifetimeSeconds,
      token_type: "Bearer",
    },
  };
}
