import type { Context } from "koa";
import { checkAuthorizationRequest } from "../authorization-request.ts";
import { redirectWithCode, redirectWithError } from "../authorization-response.ts";
import type { IssuerContext } from "../issuer-context.ts";
import { showError } from "../pages/error.ts";
import { signInPath } from "../pages/sign-in.ts";

/** The authorization endpoint: to the sign-in page, or with a code back to the application. */
export function authorize(issuer: IssuerContext) {
  return function authorize(ctx: Context) {
    const request = checkAuthorizationRequest(issuer.model, ctx.query);
    if (request.type === "error-page") return showError(ctx, issuer, request);
    if (request.type === "error-redirect") return redirectWithError(ctx, issuer, request);

    const signIn = request.prompt.includes("login") ? undefined : issuer.sessions.find(ctx);
    if (signIn && issuer.users.find(signIn.sub)) {
      return redirectWithCode(ctx, issuer, request, signIn);
    }
    if (request.prompt.includes("none")) {
      return redirectWithError(ctx, issuer, {
        ...request,
        error: "login_required",
        explanation:
          "prompt=none allows no sign-in page, and this browser has no session. Sign in first, or leave prompt out.",
      });
    }
    issuer.report(ctx, "sign-in-page", {
      client: request.client.clientId,
      message: "No session: redirected to the sign-in page",
    });
    ctx.redirect(`${signInPath}?${ctx.querystring}`);
  };
}
