import type { Context } from "koa";
import type { AppClient } from "../../model/user-pool.ts";
import { authenticateClient } from "../client-authentication.ts";
import { readForm } from "../http/read-form.ts";
import { OAuthError } from "../oauth-error.ts";
import { TriggerError } from "../triggers/pre-token-generation.ts";
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
      const rejected = asOAuthError(error);
      ctx.status = 400;
      ctx.body = {
        error: rejected.code,
        ...(rejected.description && { error_description: rejected.description }),
      };
      report(ctx, "token-request-failed", {
        client: client?.name,
        message: `The ${name} request failed: ${rejected.code}`,
        explanation: rejected.explanation,
      });
    }
  };
}

/** @throws unknown anything else: a bug of the emulator */
function asOAuthError(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error;
  if (!(error instanceof TriggerError)) throw error;
  return new OAuthError("invalid_request", error.message, error.message);
}
