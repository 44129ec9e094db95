import type { Context } from "koa";
import type { SignIn } from "../cognito/stores/hosted-ui-sessions.ts";
import { noChanges } from "../cognito/triggers/token-changes.ts";
import { displayNameOf } from "../cognito/users/user.ts";
import type {
  AuthorizationErrorRedirect,
  ValidAuthorizationRequest,
} from "./authorization-request.ts";
import type { IssuerContext } from "./issuer-context.ts";

/** Redirects to the callback URL with a new authorization code. */
export function redirectWithCode(
  ctx: Context,
  { codes, users, addresses, report }: IssuerContext,
  { client, redirectUri, scope, state, nonce, codeChallenge }: ValidAuthorizationRequest,
  signIn: SignIn,
): void {
  const { clientId } = client;
  const code = codes.issue({
    clientId,
    redirectUri,
    scope,
    nonce,
    codeChallenge,
    signIn,
    changes: noChanges,
  });
  const user = users.find(signIn.sub);
  report(ctx, "authorized", {
    client: clientId,
    user: user && displayNameOf(user),
    message: `Code issued for scopes ${scope}`,
  });
  ctx.redirect(addresses.localUrl(withParameters(redirectUri, { code, state })));
}

/** Redirects to the callback URL with the error. */
export function redirectWithError(
  ctx: Context,
  { addresses, report }: IssuerContext,
  redirect: Omit<AuthorizationErrorRedirect, "type">,
): void {
  const { client, redirectUri, state, error, explanation } = redirect;
  report(ctx, "authorization-failed", {
    client: client.clientId,
    message: `Authorization failed: ${error}`,
    explanation,
  });
  ctx.redirect(addresses.localUrl(withParameters(redirectUri, { error, state })));
}

function withParameters(url: string, parameters: Record<string, string | undefined>): string {
  const location = new URL(url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) location.searchParams.set(name, value);
  }
  return location.href;
}
