import type { Context } from "koa";
import type { UserPoolContext } from "../user-pool-context.ts";
import { UserDirectoryError } from "../users/user-directory.ts";
import { continueSignIn } from "./continue-sign-in.ts";
import { formData, readPageForm, requireAuthorizationRequest, showPage } from "./page-response.ts";
import type { PageMessage } from "./render-page.ts";
import { sendCode } from "./send-code.ts";

function showConfirm(
  ctx: Context,
  pool: UserPoolContext,
  login: string,
  message: PageMessage = {},
): void {
  showPage(ctx, pool, "confirm", "Confirm your email address", {
    ...formData(ctx),
    ...message,
    login,
    code: pool.users.pendingCode(login, "confirm"),
  });
}

/** `GET /confirm` */
export function confirmPage(pool: UserPoolContext) {
  return function confirmPage(ctx: Context): void {
    if (!requireAuthorizationRequest(ctx, pool)) return;
    showConfirm(ctx, pool, String(ctx.query.username ?? ""));
  };
}

/** `POST /confirm`: confirming signs in as well. */
export function confirm(pool: UserPoolContext) {
  return async function confirm(ctx: Context): Promise<void> {
    const posted = await readPageForm(ctx, pool);
    if (!posted) return;
    const login = posted.form.get("username") ?? "";
    try {
      const user = pool.users.confirm(login, posted.form.get("code") ?? "");
      await continueSignIn(ctx, pool, posted.request, user);
    } catch (error) {
      if (!(error instanceof UserDirectoryError)) throw error;
      showConfirm(ctx, pool, login, { error: error.message });
    }
  };
}

/** `POST /resendcode` */
export function resendCode(pool: UserPoolContext) {
  return async function resendCode(ctx: Context): Promise<void> {
    const posted = await readPageForm(ctx, pool);
    if (!posted) return;
    const login = posted.form.get("username") ?? "";
    const user = pool.users.findByLogin(login);
    if (user?.status === "UNCONFIRMED") sendCode(ctx, pool, user, "confirm");
    showConfirm(ctx, pool, login, { notice: "There is a new code. The old one has expired." });
  };
}
