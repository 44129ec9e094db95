import type { Context } from "koa";
import type { UserPoolContext } from "../user-pool-context.ts";
import { passwordRules } from "../users/password-policy.ts";
import { UserDirectoryError } from "../users/user-directory.ts";
import {
  formData,
  loginField,
  readPageForm,
  requireAuthorizationRequest,
  showPage,
} from "./page-response.ts";
import { sendCode } from "./send-code.ts";
import { showSignIn } from "./show-sign-in.ts";

function showReset(ctx: Context, pool: UserPoolContext, login: string, error?: string): void {
  showPage(ctx, pool, "reset-password", "Choose a new password", {
    ...formData(ctx),
    error,
    login,
    code: pool.users.pendingCode(login, "reset"),
    rules: passwordRules(pool.model.passwordPolicy),
  });
}

/** `GET /forgotPassword` */
export function forgotPasswordPage(pool: UserPoolContext) {
  return function forgotPasswordPage(ctx: Context): void {
    if (!requireAuthorizationRequest(ctx, pool)) return;
    showPage(ctx, pool, "forgot-password", "Reset your password", {
      ...formData(ctx),
      ...loginField(pool),
    });
  };
}

/** `POST /forgotPassword`: says the same whether or not the user exists. */
export function forgotPassword(pool: UserPoolContext) {
  return async function forgotPassword(ctx: Context): Promise<void> {
    const posted = await readPageForm(ctx, pool);
    if (!posted) return;
    const login = posted.form.get("username") ?? "";
    const user = pool.users.findByLogin(login);
    const canReset = user?.status === "CONFIRMED" && user.enabled !== false;
    if (canReset) sendCode(ctx, pool, user, "reset");
    showReset(ctx, pool, login);
  };
}

/** `POST /confirmForgotPassword` */
export function resetPassword(pool: UserPoolContext) {
  return async function resetPassword(ctx: Context): Promise<void> {
    const posted = await readPageForm(ctx, pool);
    if (!posted) return;
    const { form } = posted;
    const login = form.get("username") ?? "";
    try {
      await pool.users.resetPassword(login, form.get("code") ?? "", form.get("password") ?? "");
      const notice = "Your password has been changed. Sign in with the new one.";
      showSignIn(ctx, pool, { notice, login });
    } catch (error) {
      if (!(error instanceof UserDirectoryError)) throw error;
      showReset(ctx, pool, login, error.message);
    }
  };
}
