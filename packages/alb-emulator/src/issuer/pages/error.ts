import type { Context } from "koa";
import type { AuthorizationErrorPage } from "../authorization-request.ts";
import type { IssuerContext } from "../issuer-context.ts";
import { showPage } from "./page-response.ts";

/** For errors that no callback URL can be trusted with. */
export function showError(
  ctx: Context,
  issuer: IssuerContext,
  { error, explanation }: Omit<AuthorizationErrorPage, "type">,
): void {
  issuer.report(ctx, "authorization-failed", {
    message: `Authorization failed: ${error}`,
    explanation,
  });
  showPage(ctx, issuer, "issuer-message", "The identity provider rejected the request", {
    text: explanation,
    error,
  });
  ctx.status = 400;
}
