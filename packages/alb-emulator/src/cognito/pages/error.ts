import type { Context } from "koa";
import { judgeAuthorizationRequest } from "../authorization-request.ts";
import type { IdentityContext } from "../context.ts";
import { showError } from "./page.ts";

/** `GET /error`: the page that Cognito leads to when there is no callback URL to trust. */
export function errorPage(identity: IdentityContext) {
  return function errorPage(ctx: Context) {
    const { error, explanation } = ctx.query;
    const judged = judgeAuthorizationRequest(identity.model, ctx.query);
    const why = explanation ?? (judged.kind === "error-page" ? judged.explanation : undefined);
    showError(ctx, identity, 400, String(error ?? "invalid_request"), why && String(why));
  };
}
