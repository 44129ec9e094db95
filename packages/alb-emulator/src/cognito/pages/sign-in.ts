import type { Context } from "koa";
import type { IdentityProvider } from "../../model/user-pool.ts";
import { findClient } from "../app-clients.ts";
import { hasPasswordUsers, providersOf, signInTarget } from "../identity-providers.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf } from "../users/user.ts";
import { continueSignIn } from "./continue-sign-in.ts";
import {
  appHostOf,
  formData,
  loginField,
  queryOf,
  readPageForm,
  requireAuthorizationRequest,
  showPage,
} from "./page-response.ts";
import type { PageMessage } from "./render-page.ts";

export function showSignIn(
  ctx: Context,
  pool: UserPoolContext,
  { login = "", ...message }: PageMessage & { readonly login?: string } = {},
): void {
  const client = findClient(pool.model, ctx.query.client_id);
  const hasPassword = client !== undefined && hasPasswordUsers(client);
  const providers = client === undefined ? [] : providersOf(pool.model, client);
  // Users of these say their e-mail address instead of choosing from a list.
  const isByDomain = ({ type, identifiers }: IdentityProvider) =>
    type === "SAML" && identifiers.length > 0;
  showPage(ctx, pool, "sign-in", "Sign in", {
    ...formData(ctx),
    ...loginField(pool),
    ...message,
    login,
    appHost: appHostOf(ctx),
    hasPassword,
    providers: providers
      .filter((provider) => !isByDomain(provider))
      .map(({ name }) => ({ name, query: queryOf(ctx, name) })),
    asksForDomain: providers.some(isByDomain),
    canSignUp: pool.model.signUp === "self",
    demoUsers: hasPassword ? pool.demoUsers : [],
  });
}

/** `GET /login`, with the user name that `login_hint` suggests. */
export function signInPage(pool: UserPoolContext) {
  return function signInPage(ctx: Context): void {
    const request = requireAuthorizationRequest(ctx, pool);
    if (!request) return;
    const { login_hint } = ctx.query;
    const { type } = signInTarget(pool.model, request.client, ctx.query);
    showSignIn(ctx, pool, {
      ...(typeof login_hint === "string" && { login: login_hint }),
      ...(type === "unavailable" && { error: notAvailable }),
    });
  };
}

/**
 * Cognito's words for a provider that the app client does not have.
 * @see https://github.com/aws-amplify/aws-sdk-android/issues/1808
 */
const notAvailable = "Login option is not available. Please try another one";

/** `POST /login` */
export function signIn(pool: UserPoolContext) {
  const { users, report } = pool;

  return async function signIn(ctx: Context): Promise<void> {
    const posted = await readPageForm(ctx, pool);
    if (!posted) return;
    const { form, request } = posted;
    if (!hasPasswordUsers(request.client)) return showSignIn(ctx, pool, { error: notAvailable });
    const client = request.client.name;
    const login = form.get("username") ?? "";
    const user = await users.authenticate(login, form.get("password") ?? "");
    if (!user) {
      report(ctx, "sign-in-failed", {
        client,
        message: "Sign-in failed: wrong user name or password",
      });
      return showSignIn(ctx, pool, { error: "Incorrect username or password.", login });
    }
    if (user.enabled === false) {
      report(ctx, "sign-in-failed", {
        client,
        user: displayNameOf(user),
        message: "Sign-in failed: the user is disabled",
      });
      return showSignIn(ctx, pool, { error: "User is disabled.", login });
    }
    if (user.status === "UNCONFIRMED") {
      report(ctx, "sign-in-failed", {
        client,
        user: displayNameOf(user),
        message: "Sign-in failed: the account is not confirmed",
      });
      const query = new URLSearchParams(ctx.querystring);
      query.set("username", login);
      return ctx.redirect(`/confirm?${query}`);
    }
    return continueSignIn(ctx, pool, request, user);
  };
}
