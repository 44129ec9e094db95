import type { Context } from "koa";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import { methodsOf } from "../sign-in-methods.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf } from "../users/user.ts";
import { isRejectedAsDisabled } from "./disabled-user.ts";
import { startEmailChallenge } from "./email-code.ts";
import { finishSignIn } from "./finish-sign-in.ts";
import { appHostOf, formData, readPageForm, showPage } from "./page-response.ts";
import { startPasskeySignIn, userOfPasskey } from "./passkeys.ts";
import { readChallenge } from "./read-challenge.ts";
import type { PageMessage } from "./render-page.ts";
import { notAvailable, showSignIn } from "./show-sign-in.ts";

/**
 * After the user name: what this user can sign in with.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-managedlogin.html
 */
export async function showMethods(
  ctx: Context,
  pool: UserPoolContext,
  request: ValidAuthorizationRequest,
  login: string,
  message: PageMessage = {},
): Promise<void> {
  const user = pool.users.findByLogin(login);
  const methods = methodsOf(pool.model, request.client, user);
  const passkey =
    user !== undefined && methods.includes("passkey")
      ? await startPasskeySignIn(ctx, pool, request, user)
      : undefined;
  showPage(ctx, pool, "choose-method", "Sign in", {
    ...formData(ctx),
    ...message,
    login,
    appHost: appHostOf(ctx),
    passkey,
    hasEmailCode: methods.includes("email-code"),
  });
}

/** `POST /email-code`: a code by email instead of the password. */
export function emailCode(pool: UserPoolContext) {
  return async function emailCode(ctx: Context): Promise<void> {
    const posted = await readPageForm(ctx, pool);
    if (!posted) return;
    const { request, form } = posted;
    const login = form.get("username") ?? "";
    const user = pool.users.findByLogin(login);
    if (user === undefined || !methodsOf(pool.model, request.client, user).includes("email-code")) {
      return showSignIn(ctx, pool, { error: notAvailable, login });
    }
    if (isRejectedAsDisabled(ctx, pool, request, user)) return;
    return startEmailChallenge(ctx, pool, request, user, "first");
  };
}

/** `POST /passkey`: what the browser signed with the user's passkey. */
export function passkey(pool: UserPoolContext) {
  return async function passkey(ctx: Context): Promise<void> {
    const posted = await readChallenge(ctx, pool, "WEB_AUTHN");
    if (!posted) return;
    const { request, form, session, challenge } = posted;
    pool.challenges.end(session);
    const user = await userOfPasskey(ctx, pool, posted.user, challenge.challenge, form);
    if (user === undefined) {
      pool.report(ctx, "sign-in-failed", {
        client: request.client.name,
        user: displayNameOf(posted.user),
        message: "Sign-in failed: the passkey was not accepted",
        explanation:
          "The browser's response is not signed by a passkey of this user, for this host and this challenge.",
      });
      return showMethods(ctx, pool, request, displayNameOf(posted.user), {
        error: "The passkey was not accepted. Try again, or sign in another way.",
      });
    }
    if (isRejectedAsDisabled(ctx, pool, request, user)) return;
    return finishSignIn(ctx, pool, request, user, "a passkey");
  };
}
