import type { Context } from "koa";
import { checkAuthorizationRequest } from "../authorization-request.ts";
import { checkSignOutRequest } from "../sign-out-request.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { showError } from "./page-response.ts";

/** `GET /error`: where Cognito leads when no callback or sign-out URL can be trusted. */
export function errorPage(pool: UserPoolContext) {
  return function errorPage(ctx: Context): void {
    const check = ctx.query.source === "logout" ? checkSignOutRequest : checkAuthorizationRequest;
    const request = check(pool.model, ctx.query);
    const explanation = request.type === "error-page" ? request.explanation : undefined;
    showError(ctx, pool, 400, String(ctx.query.error ?? "invalid_request"), explanation);
  };
}
