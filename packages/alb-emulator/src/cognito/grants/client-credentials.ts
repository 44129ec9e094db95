import { randomUUID } from "node:crypto";
import { secondsOf } from "../../model/clock.ts";
import type { AppClient } from "../../model/user-pool.ts";
import { describeClient, isStandardScope, splitScope } from "../app-clients.ts";
import { OAuthError } from "../oauth-error.ts";
import { changedScope, withheldScopes } from "../triggers/token-changes.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import type { GrantResult } from "./grant.ts";

/** `grant_type=client_credentials`: scopes of resource servers only; all of them without `scope`. */
export async function issueClientCredentials(
  { tokens, now, preTokenGeneration }: UserPoolContext,
  client: AppClient,
  form: URLSearchParams,
): Promise<GrantResult> {
  const allowed = client.allowedOAuthScopes.filter((scope) => !isStandardScope(scope));
  const requested = splitScope(form.get("scope") ?? "");
  const rejected = requested.filter((scope) => !allowed.includes(scope));
  if (rejected.length > 0) {
    throw new OAuthError(
      "invalid_scope",
      `The ${describeClient(client)} cannot have ${rejected.join(" ")} without a user. ` +
        `Scopes it can request: ${allowed.join(" ") || "none"}. Extend allowed_oauth_scopes.`,
    );
  }
  const iat = secondsOf(now);
  const scopes = requested.length > 0 ? requested : allowed;
  const changes = await preTokenGeneration.changes({
    source: "TokenGeneration_ClientCredentials",
    client,
    user: undefined,
    groups: [],
    scope: scopes.join(" "),
  });
  const accessToken = await tokens.machineToken(
    {
      clientId: client.clientId,
      jti: randomUUID(),
      scope: changedScope(scopes, changes),
      iat,
      exp: iat + client.accessTokenLifetimeSeconds,
    },
    changes,
  );
  return {
    user: undefined,
    withheld: withheldScopes(scopes.join(" "), changes),
    response: {
      access_token: accessToken,
      expires_in: client.accessTokenLifetimeSeconds,
      token_type: "Bearer",
    },
  };
}
