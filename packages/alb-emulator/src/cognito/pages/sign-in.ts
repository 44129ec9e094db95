import type { Context } from "koa";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf } from "../users/user.ts";
import { continueSignIn } from "./continue-sign-in.ts";
import {
  appHostOf,
  formData,
  loginField,
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
  showPage(ctx, pool, "sign-in", "Sign in", {
    ...formData(ctx),
    ...loginField(pool),
    ...message,
    login,
    appHost: appHostOf(ctx),
    canSignUp: pool.model.signUp === "self",
    demoUsers: pool.demoUsers,
  });
}

/** `GET /login`, with the user name that `login_hint` suggests. */
export function signInPage(pool: UserPoolContext) {
  return function signInPage(ctx: Context): void {
    if (!requireAuthorizationRequest(ctx, pool)) return;
    const { login_hint } = ctx.query;
    showSignIn(ctx, pool, typeof login_hint === "string" ? { login: login_hint } : {});
  };
}

/** `POST /login` */
export function signIn(pool: UserPoolContext) {
  const { users, report } = pool;

  return async function signIn(ctx: Context): Promise<void> {
    const posted = await readPageForm(ctx, pool);
    if (!posted) return;
    const { form, request } = posted;
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
