import type { Context } from "koa";
import { explanationText } from "../explanation.ts";
import { checkSignOutRequest } from "../sign-out-request.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf } from "../users/user.ts";

/**
 * `GET /logout`: ends the session of the hosted UI, then leads to a sign-out URL, or to the sign-in
 * page when called with a callback URL. Tokens stay valid.
 */
export function logout({ model, addresses, sessions, users, report }: UserPoolContext) {
  return function logout(ctx: Context) {
    const request = checkSignOutRequest(model, ctx.query);
    const client = request.client?.name;
    if (request.type === "error-page") {
      const { error, explanation } = request;
      report(ctx, "sign-out-failed", {
        client,
        message: `Sign-out failed: ${error}`,
        explanation: explanationText(explanation),
      });
      return ctx.redirect(
        `/error?${new URLSearchParams({ error, source: "logout" })}&${ctx.querystring}`,
      );
    }
    const user = users.find(sessions.end(ctx)?.sub ?? "");
    report(ctx, "signed-out", {
      client,
      user: user && displayNameOf(user),
      message: "Signed out of the hosted UI",
    });
    ctx.redirect(
      request.type === "sign-out-url"
        ? addresses.localUrl(request.url, request.client?.clientId)
        : `/login?${ctx.querystring}`,
    );
  };
}
