import type { Context } from "koa";
import { csrfToken, hasValidCsrfToken } from "../../cognito/http/csrf.ts";
import { readForm } from "../../cognito/http/read-form.ts";
import type { PageMessage } from "../../cognito/pages/render-page.ts";
import { displayNameOf } from "../../cognito/users/user.ts";
import {
  checkAuthorizationRequest,
  type ValidAuthorizationRequest,
} from "../authorization-request.ts";
import { redirectWithCode, redirectWithError } from "../authorization-response.ts";
import type { IssuerContext } from "../issuer-context.ts";
import { showError } from "./error.ts";
import { showPage } from "./page-response.ts";

/** On the host of the authorization endpoint; the templates name it as well. */
export const signInPath = "/login";

/** The sign-in page, with the user name that `login_hint` suggests. */
export function signInPage(issuer: IssuerContext) {
  return function signInPage(ctx: Context): void {
    const request = validRequest(ctx, issuer);
    if (request === undefined) return;
    const { login_hint } = ctx.query;
    showSignIn(ctx, issuer, request, typeof login_hint === "string" ? { login: login_hint } : {});
  };
}

/** Its form. */
export function signIn(issuer: IssuerContext) {
  const { users, sessions, report } = issuer;
  return async function signIn(ctx: Context): Promise<void> {
    const request = validRequest(ctx, issuer);
    if (request === undefined) return;
    const form = await readForm(ctx);
    if (!hasValidCsrfToken(ctx, form)) {
      showError(ctx, issuer, {
        error: "invalid_request",
        explanation: "The form was sent without its cookie. Open the application again.",
      });
      ctx.status = 403;
      return;
    }
    const { clientId: client } = request.client;
    const login = form.get("username") ?? "";
    const user = await users.authenticate(login, form.get("password") ?? "");
    if (user === undefined || user.enabled === false) {
      report(ctx, "sign-in-failed", {
        client,
        message: "Sign-in failed: wrong user name or password",
      });
      showSignIn(ctx, issuer, request, { error: "Incorrect username or password.", login });
      return;
    }
    report(ctx, "signed-in", {
      client,
      user: displayNameOf(user),
      message: "Signed in with a password",
    });
    redirectWithCode(ctx, issuer, request, sessions.start(ctx, user.sub));
  };
}

function showSignIn(
  ctx: Context,
  issuer: IssuerContext,
  { redirectUri }: ValidAuthorizationRequest,
  { login = "", ...message }: PageMessage & { readonly login?: string },
): void {
  showPage(ctx, issuer, "issuer-sign-in", "Sign in", {
    ...message,
    query: ctx.querystring,
    csrf: csrfToken(ctx),
    login,
    appHost: new URL(redirectUri).host,
    demoUsers: issuer.demoUsers,
  });
}

/** @returns `undefined` when the request is not valid; the response then says so */
function validRequest(ctx: Context, issuer: IssuerContext): ValidAuthorizationRequest | undefined {
  const request = checkAuthorizationRequest(issuer.model, ctx.query);
  if (request.type === "valid") return request;
  if (request.type === "error-page") showError(ctx, issuer, request);
  else redirectWithError(ctx, issuer, request);
  return undefined;
}
