import type { Context } from "koa";
import { checkAuthorizationRequest } from "../authorization-request.ts";
import {
  redirectToErrorPage,
  redirectWithCode,
  redirectWithError,
} from "../authorization-response.ts";
import type { UserPoolContext } from "../user-pool-context.ts";

/** `GET /oauth2/authorize`: to the sign-in page, or with a code back to the application. */
export function authorize(pool: UserPoolContext) {
  return function authorize(ctx: Context) {
    const request = checkAuthorizationRequest(pool.model, ctx.query);
    if (request.type === "error-page") return redirectToErrorPage(ctx, pool, request);
    if (request.type === "error-redirect") return redirectWithError(ctx, pool, request);

    const signIn = request.prompt === "login" ? undefined : pool.sessions.find(ctx);
    if (signIn && pool.users.find(signIn.sub)) return redirectWithCode(ctx, pool, request, signIn);
    if (request.prompt === "none") {
      return redirectWithError(ctx, pool, {
        ...request,
        error: "login_required",
        explanation:
          "prompt=none allows no sign-in page, and this browser has no session. Sign in first, or " +
          "leave prompt out.",
      });
    }
    pool.report(ctx, "sign-in-page", {
      client: request.client.name,
      message: "No session: redirected to the sign-in page",
    });
    ctx.redirect(`/login?${ctx.querystring}`);
  };
}
