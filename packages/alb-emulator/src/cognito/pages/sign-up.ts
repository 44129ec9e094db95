import type { Context } from "koa";
import type { UserPoolContext } from "../user-pool-context.ts";
import { passwordRules } from "../users/password-policy.ts";
import { loginAttributeOf } from "../users/sign-in-names.ts";
import { displayNameOf } from "../users/user.ts";
import { UserDirectoryError } from "../users/user-directory.ts";
import {
  appHostOf,
  formData,
  readPageForm,
  requireAuthorizationRequest,
  showPage,
} from "./page-response.ts";
import { sendCode } from "./send-code.ts";
import { showSignIn } from "./show-sign-in.ts";

function showSignUp(
  ctx: Context,
  pool: UserPoolContext,
  form: URLSearchParams = new URLSearchParams(),
  error?: string,
): void {
  showPage(ctx, pool, "sign-up", "Create an account", {
    ...formData(ctx),
    error,
    appHost: appHostOf(ctx),
    loginAttribute: loginAttributeOf(pool.model),
    login: form.get("username") ?? form.get("phone_number") ?? "",
    email: form.get("email") ?? "",
    name: form.get("name") ?? "",
    rules: passwordRules(pool.model.passwordPolicy),
  });
}

/** Cognito's words for a pool with `allow_admin_create_user_only`. */
const notPermitted = "SignUp is not permitted for this user pool";

/** `GET /signup` */
export function signUpPage(pool: UserPoolContext) {
  return function signUpPage(ctx: Context): void {
    if (!requireAuthorizationRequest(ctx, pool)) return;
    if (pool.model.signUp === "self") showSignUp(ctx, pool);
    else showSignIn(ctx, pool, { error: notPermitted });
  };
}

/** `POST /signup` */
export function signUp(pool: UserPoolContext) {
  const { model, users, report } = pool;

  return async function signUp(ctx: Context): Promise<void> {
    const posted = await readPageForm(ctx, pool);
    if (!posted) return;
    if (model.signUp !== "self") return showSignIn(ctx, pool, { error: notPermitted });
    const { form, request } = posted;
    const email = form.get("email") || undefined;
    const phoneNumber = form.get("phone_number") || undefined;
    const name = form.get("name") || undefined;
    try {
      const user = await users.create({
        email,
        username: form.get("username") ?? "",
        ...(name && { name }),
        ...(phoneNumber && { attributes: { phone_number: phoneNumber } }),
        password: form.get("password") ?? "",
        status: "UNCONFIRMED",
      });
      report(ctx, "sign-up", {
        client: request.client.name,
        user: displayNameOf(user),
        message: "Account created, not confirmed yet",
      });
      sendCode(ctx, pool, user, "confirm");
      const query = new URLSearchParams(ctx.querystring);
      const logins = { email, phone_number: phoneNumber, username: user.username };
      query.set("username", logins[loginAttributeOf(model)] ?? "");
      ctx.redirect(`/confirm?${query}`);
    } catch (error) {
      if (!(error instanceof UserDirectoryError)) throw error;
      showSignUp(ctx, pool, form, error.message);
    }
  };
}
