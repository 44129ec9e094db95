import type { Context } from "koa";
import type { IdentityContext } from "../context.ts";
import { describePasswordPolicy } from "../users/password-policy.ts";
import { DirectoryFault } from "../users/user-directory.ts";
import { formPage, isBelongingToRequest, loginField, readPageForm, show } from "./page.ts";
import { sendCode } from "./send-code.ts";
import { showSignIn } from "./sign-in.ts";

function showReset(ctx: Context, { model }: IdentityContext, login: string, fault?: string): void {
  const notice = fault ? {} : { notice: "If there is such an account, a code was sent." };
  show(
    ctx,
    "reset-password",
    {
      title: "Choose a new password",
      poolName: model.poolName,
      ...notice,
      ...(fault && { fault }),
    },
    { ...formPage(ctx), login, policy: describePasswordPolicy(model.passwordPolicy) },
  );
}

/** `GET /forgotPassword` */
export function forgotPasswordPage(identity: IdentityContext) {
  return function forgotPasswordPage(ctx: Context) {
    if (!isBelongingToRequest(ctx, identity)) return;
    const frame = { title: "Forgot your password?", poolName: identity.model.poolName };
    show(ctx, "forgot-password", frame, { ...formPage(ctx), ...loginField(identity) });
  };
}

/** `POST /forgotPassword`: answers the same whether there is such a user or not. */
export function forgotPassword(identity: IdentityContext) {
  return async function forgotPassword(ctx: Context) {
    const form = await readPageForm(ctx, identity);
    if (!form) return;
    const login = form.get("username") ?? "";
    const user = identity.users.findByLogin(login);
    if (user?.status === "CONFIRMED") sendCode(identity, ctx, user, "reset");
    showReset(ctx, identity, login);
  };
}

/** `POST /confirmForgotPassword` */
export function resetPassword(identity: IdentityContext) {
  return async function resetPassword(ctx: Context) {
    const form = await readPageForm(ctx, identity);
    if (!form) return;
    const login = form.get("username") ?? "";
    try {
      await identity.users.resetPassword(login, form.get("code") ?? "", form.get("password") ?? "");
      showSignIn(ctx, identity, { notice: "The password was changed. Sign in with it.", login });
    } catch (error) {
      if (!(error instanceof DirectoryFault)) throw error;
      showReset(ctx, identity, login, error.message);
    }
  };
}
