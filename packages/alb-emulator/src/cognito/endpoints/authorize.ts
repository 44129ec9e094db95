import type { Context } from "koa";
import type { AppClient, UserPoolModel } from "../../model/user-pool.ts";
import { describeClient } from "../app-clients.ts";
import { checkAuthorizationRequest } from "../authorization-request.ts";
import {
  redirectToErrorPage,
  redirectWithCode,
  redirectWithError,
} from "../authorization-response.ts";
import { signInTarget } from "../identity-providers.ts";
import { queryOf } from "../pages/page-response.ts";
import type { UserPoolContext } from "../user-pool-context.ts";

/** `GET /oauth2/authorize`: to the sign-in page, or with a code back to the application. */
export function authorize(pool: UserPoolContext) {
  return async function authorize(ctx: Context) {
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
    const target = signInTarget(pool.model, request.client, ctx.query);
    const at = target.type === "provider" ? target.provider.name : "the sign-in page";
    pool.report(ctx, "sign-in-page", {
      client: request.client.name,
      message: `No session: redirected to ${at}`,
      ...(target.type === "unavailable" && {
        explanation: unavailable(pool.model, request.client, target.asked),
      }),
    });
    ctx.redirect(
      target.type === "provider"
        ? `/identity-provider?${queryOf(ctx, target.provider.name)}`
        : `/login?${ctx.querystring}`,
    );
  };
}

function unavailable(
  { identityProviders }: UserPoolModel,
  client: AppClient,
  asked: string,
): string {
  const declared = identityProviders.map(({ name }) => name).join(", ") || "none";
  return (
    `Identity provider "${asked}" is not one of ${describeClient(client)}, whose ` +
    `supported_identity_providers are ${client.supportedIdentityProviders.join(", ")}. ` +
    `Identity providers of the user pool: ${declared}. Names are compared character by character.`
  );
}
