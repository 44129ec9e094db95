import type { Context } from "koa";
import type { IdentityContext } from "../context.ts";
import { describePasswordPolicy } from "../users/password-policy.ts";
import { DirectoryFault } from "../users/user-directory.ts";
import { clientNameOf, formPage, isBelongingToRequest, readPageForm, show } from "./page.ts";
import { sendCode } from "./send-code.ts";
import { showSignIn } from "./sign-in.ts";

function showSignUp(
  ctx: Context,
  { model }: IdentityContext,
  form: URLSearchParams = new URLSearchParams(),
  fault?: string,
): void {
  show(
    ctx,
    "sign-up",
    { title: "Create an account", poolName: model.poolName, ...(fault && { fault }) },
    {
      ...formPage(ctx),
      byEmail: model.usernameAttributes.includes("email"),
      login: form.get("username") ?? "",
      email: form.get("email") ?? "",
      name: form.get("name") ?? "",
      policy: describePasswordPolicy(model.passwordPolicy),
    },
  );
}

/** Cognito's own words for a pool with `allow_admin_create_user_only`. */
const closed = "SignUp is not permitted for this user pool";

/** `GET /signup` */
export function signUpPage(identity: IdentityContext) {
  return function signUpPage(ctx: Context) {
    if (!isBelongingToRequest(ctx, identity)) return;
    if (identity.model.signUp === "self") showSignUp(ctx, identity);
    else showSignIn(ctx, identity, { fault: closed });
  };
}

/** `POST /signup` */
export function signUp(identity: IdentityContext) {
  const { model, users, report } = identity;

  return async function signUp(ctx: Context) {
    const form = await readPageForm(ctx, identity);
    if (!form) return;
    if (model.signUp !== "self") return showSignIn(ctx, identity, { fault: closed });
    const email = form.get("email") ?? "";
    const name = form.get("name") || undefined;
    try {
      const user = await users.create({
        email,
        username: form.get("username") ?? "",
        ...(name && { name }),
        password: form.get("password") ?? "",
        status: "UNCONFIRMED",
      });
      report("sign-up", {
        client: clientNameOf(identity, ctx),
        user: email,
        message: "Account created, not confirmed yet",
      });
      sendCode(identity, ctx, user, "confirm");
      const query = new URLSearchParams(ctx.querystring);
      query.set("username", model.usernameAttributes.includes("email") ? email : user.username);
      ctx.status = 302;
      ctx.redirect(`/confirm?${query}`);
    } catch (error) {
      if (!(error instanceof DirectoryFault)) throw error;
      showSignUp(ctx, identity, form, error.message);
    }
  };
}
