import type { Context } from "koa";
import type { AppClient } from "../../model/user-pool.ts";
import { authenticateClient } from "../client-authentication.ts";
import { readForm } from "../http/read-form.ts";
import { OAuthError } from "../oauth-error.ts";
import type { UserPoolContext } from "../user-pool-context.ts";

export interface OAuthRequest {
  /** Sent the request, and proved it. */
  readonly client: AppClient;
  readonly form: URLSearchParams;
}

/**
 * An endpoint that takes a form from an app client. An `OAuthError` becomes 400 with `error`, and
 * with `error_description` where Cognito has one.
 */
export function oauthEndpoint(
  name: "token" | "revocation",
  { model, report }: UserPoolContext,
  handle: (ctx: Context, request: OAuthRequest) => Promise<void>,
) {
  return async function oauthEndpoint(ctx: Context): Promise<void> {
    ctx.set("Cache-Control", "no-store");
    let client: AppClient | undefined;
    try {
      const form = await readForm(ctx);
      client = authenticateClient(model, ctx.get("Authorization"), form);
      await handle(ctx, { client, form });
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      ctx.status = 400;
      ctx.body = {
        error: error.code,
        ...(error.description && { error_description: error.description }),
      };
      report(ctx, "token-request-failed", {
        client: client?.name,
        message: `The ${name} request failed: ${error.code}`,
        explanation: error.explanation,
      });
    }
  };
}
