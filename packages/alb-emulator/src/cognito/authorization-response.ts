import type { Context } from "koa";
import { signInIdOf } from "../model/sign-in-id.ts";
import type {
  AuthorizationErrorPage,
  AuthorizationErrorRedirect,
  ValidAuthorizationRequest,
} from "./authorization-request.ts";
import { explanationText } from "./explanation.ts";
import type { SignIn } from "./stores/hosted-ui-sessions.ts";
import { TriggerError } from "./triggers/pre-token-generation.ts";
import { type TokenChanges, withheldScopes } from "./triggers/token-changes.ts";
import type { UserPoolContext } from "./user-pool-context.ts";
import { displayNameOf } from "./users/user.ts";

/** Redirects to the callback URL with a new authorization code. */
export async function redirectWithCode(
  ctx: Context,
  pool: UserPoolContext,
  request: ValidAuthorizationRequest,
  signIn: SignIn,
): Promise<void> {
  const { codes, users, addresses, report } = pool;
  const { client, redirectUri, scope, state, nonce, codeChallenge } = request;
  const { clientId } = client;
  const user = users.find(signIn.sub);
  let changes: TokenChanges;
  try {
    changes = await pool.preTokenGeneration.changes({
      source: "TokenGeneration_HostedAuth",
      client,
      user,
      groups: user ? users.groupsOf(user) : [],
      scope,
    });
  } catch (error) {
    if (!(error instanceof TriggerError)) throw error;
    return redirectWithError(ctx, pool, {
      ...request,
      error: "invalid_request",
      errorDescription: error.message,
      explanation: `The pre token generation trigger of user pool ${pool.model.poolName} failed. Correct the function that runs it here.`,
    });
  }
  const grant = { clientId, redirectUri, scope, nonce, codeChallenge, signIn, changes };
  const code = codes.issue(grant);
  report(ctx, "authorized", {
    client: client.name,
    user: user && displayNameOf(user),
    message: `Code issued for scopes ${scope}${withheldScopes(scope, changes)}`,
  });
  ctx.redirect(addresses.localUrl(withParameters(redirectUri, { code, state }), clientId));
}

/** Redirects to the callback URL with the error, in Cognito's order of parameters. */
export function redirectWithError(
  ctx: Context,
  { addresses, report }: UserPoolContext,
  redirect: Omit<AuthorizationErrorRedirect, "type">,
): void {
  const { client, redirectUri, state, error, errorDescription, explanation } = redirect;
  report(ctx, "authorization-failed", {
    client: client.name,
    message: `Authorization failed: ${errorDescription ?? error}`,
    explanation,
  });
  const parameters = { error_description: errorDescription, state, error };
  ctx.redirect(addresses.localUrl(withParameters(redirectUri, parameters), client.clientId));
}

/** Redirects to the error page of the hosted UI. */
export function redirectToErrorPage(
  ctx: Context,
  { report }: UserPoolContext,
  { error, explanation }: AuthorizationErrorPage,
): void {
  report(ctx, "authorization-failed", {
    message: `Authorization failed: ${error}`,
    explanation: explanationText(explanation),
  });
  const query = new URLSearchParams({ error, client_id: String(ctx.query.client_id ?? "") });
  // Cognito leaves these out; the emulator's page says which URL is not registered, and links to the
  // sign-in in the inspector.
  if (error === "redirect_mismatch")
    query.set("redirect_uri", String(ctx.query.redirect_uri ?? ""));
  if (typeof ctx.query.state === "string") query.set("sign_in", signInIdOf(ctx.query.state));
  ctx.redirect(`/error?${query}`);
}

function withParameters(url: string, parameters: Record<string, string | undefined>): string {
  const location = new URL(url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) location.searchParams.set(name, value);
  }
  return location.href;
}
