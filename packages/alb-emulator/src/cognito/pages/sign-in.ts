import type { Context, Next } from "koa";
import type { IdentityContext } from "../context.ts";
import { displayNameOf } from "../users/user.ts";
import {
  appHostOf,
  clientNameOf,
  finishSignIn,
  formPage,
  isBelongingToRequest,
  loginField,
  readPageForm,
  show,
} from "./page.ts";

export function showSignIn(
  ctx: Context,
  identity: IdentityContext,
  message: { fault?: string; notice?: string; login?: string } = {},
): void {
  const { login = "", ...frame } = message;
  show(
    ctx,
    "sign-in",
    { title: "Sign in", poolName: identity.model.poolName, ...frame },
    {
      ...formPage(ctx),
      ...loginField(identity),
      login,
      appHost: appHostOf(ctx),
      canSignUp: identity.model.signUp === "self",
      demoUsers: identity.demoUsers,
    },
  );
}

/** `GET /login` */
export function signInPage(identity: IdentityContext) {
  return function signInPage(ctx: Context) {
    if (isBelongingToRequest(ctx, identity)) showSignIn(ctx, identity);
  };
}

/** `POST /login` */
export function signIn(identity: IdentityContext) {
  const { users, report } = identity;

  return async function signIn(ctx: Context, next: Next) {
    const form = await readPageForm(ctx, identity);
    if (!form) return;
    const client = clientNameOf(identity, ctx);
    const login = form.get("username") ?? "";
    const user = await users.authenticate(login, form.get("password") ?? "");
    if (!user) {
      report("sign-in-refused", { client, message: "Sign-in refused: name or password is wrong" });
      return showSignIn(ctx, identity, { fault: "Incorrect username or password.", login });
    }
    if (user.status === "UNCONFIRMED") {
      report("sign-in-refused", {
        client,
        user: displayNameOf(user),
        message: "Sign-in refused: the account is not confirmed yet",
      });
      ctx.status = 302;
      const query = new URLSearchParams(ctx.querystring);
      query.set("username", login);
      return ctx.redirect(`/confirm?${query}`);
    }
    report("signed-in", {
      client,
      user: displayNameOf(user),
      message: "Signed in with a password",
    });
    await finishSignIn(ctx, next, identity, user);
  };
}
