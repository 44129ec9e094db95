import type { Context } from "koa";
import type { IdentityProvider } from "../../model/user-pool.ts";
import { findClient } from "../app-clients.ts";
import { hasPasswordUsers, providersOf } from "../identity-providers.ts";
import { hasChoice } from "../sign-in-methods.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { appHostOf, formData, loginField, queryOf, showPage } from "./page-response.ts";
import type { PageMessage } from "./render-page.ts";

/**
 * Cognito's words for a provider or method that the user cannot sign in with.
 * @see https://github.com/aws-amplify/aws-sdk-android/issues/1808
 */
export const notAvailable = "Login option is not available. Please try another one";

export function showSignIn(
  ctx: Context,
  pool: UserPoolContext,
  { login = "", ...message }: PageMessage & { readonly login?: string } = {},
): void {
  const client = findClient(pool.model, ctx.query.client_id);
  const hasPassword = client !== undefined && hasPasswordUsers(client);
  const providers = client === undefined ? [] : providersOf(pool.model, client);
  // Users of these say their email address instead of choosing from a list.
  const isByDomain = ({ type, identifiers }: IdentityProvider) =>
    type === "SAML" && identifiers.length > 0;
  showPage(ctx, pool, "sign-in", "Sign in", {
    ...formData(ctx),
    ...loginField(pool),
    ...message,
    login,
    appHost: appHostOf(ctx),
    hasPassword,
    asksForNameFirst: client !== undefined && hasChoice(pool.model, client),
    providers: providers
      .filter((provider) => !isByDomain(provider))
      .map(({ name }) => ({ name, query: queryOf(ctx, name) })),
    asksForDomain: providers.some(isByDomain),
    canSignUp: pool.model.signUp === "self",
    demoUsers: hasPassword ? pool.demoUsers : [],
  });
}
