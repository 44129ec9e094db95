import type { Context, Next } from "koa";
import type { IdentityContext } from "../context.ts";
import { DirectoryFault } from "../users/user-directory.ts";
import { finishSignIn, formPage, isBelongingToRequest, readPageForm, show } from "./page.ts";
import { sendCode } from "./send-code.ts";

function showConfirm(
  ctx: Context,
  { model }: IdentityContext,
  login: string,
  message: { fault?: string; notice?: string } = {},
): void {
  const frame = { title: "Confirm your account", poolName: model.poolName, ...message };
  show(ctx, "confirm", frame, { ...formPage(ctx), login });
}

/** `GET /confirm` */
export function confirmPage(identity: IdentityContext) {
  return function confirmPage(ctx: Context) {
    if (!isBelongingToRequest(ctx, identity)) return;
    showConfirm(ctx, identity, String(ctx.query.username ?? ""));
  };
}

/** `POST /confirm`: whoever has confirmed is signed in as well. */
export function confirm(identity: IdentityContext) {
  return async function confirm(ctx: Context, next: Next) {
    const form = await readPageForm(ctx, identity);
    if (!form) return;
    const login = form.get("username") ?? "";
    try {
      const user = identity.users.confirm(login, form.get("code") ?? "");
      await finishSignIn(ctx, next, identity, user);
    } catch (error) {
      if (!(error instanceof DirectoryFault)) throw error;
      showConfirm(ctx, identity, login, { fault: error.message });
    }
  };
}

/** `POST /resendcode` */
export function resendCode(identity: IdentityContext) {
  return async function resendCode(ctx: Context) {
    const form = await readPageForm(ctx, identity);
    if (!form) return;
    const login = form.get("username") ?? "";
    const user = identity.users.findByLogin(login);
    if (user?.status === "UNCONFIRMED") sendCode(identity, ctx, user, "confirm");
    showConfirm(ctx, identity, login, { notice: "A new code was sent." });
  };
}
