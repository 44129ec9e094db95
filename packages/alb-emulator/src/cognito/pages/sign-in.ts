import type { Context } from "koa";
import { hasPasswordUsers, signInTarget } from "../identity-providers.ts";
import { hasChoice } from "../sign-in-methods.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf } from "../users/user.ts";
import { showMethods } from "./choose-method.ts";
import { continueSignIn } from "./continue-sign-in.ts";
import { isRejectedAsDisabled } from "./disabled-user.ts";
import { readPageForm, requireAuthorizationRequest } from "./page-response.ts";
import type { PageMessage } from "./render-page.ts";
import { notAvailable, showSignIn } from "./show-sign-in.ts";

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
    const password = form.get("password");
    const asksForNameFirst = hasChoice(pool.model, request.client);
    const showAgain = (message: PageMessage) =>
      asksForNameFirst
        ? showMethods(ctx, pool, request, login, message)
        : showSignIn(ctx, pool, { ...message, login });
    if (asksForNameFirst && password === null) return showAgain({});
    const user = await users.authenticate(login, password ?? "");
    if (!user) {
      report(ctx, "sign-in-failed", {
        client,
        message: "Sign-in failed: wrong user name or password",
      });
      return showAgain({ error: "Incorrect username or password." });
    }
    if (isRejectedAsDisabled(ctx, pool, request, user)) return;
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
