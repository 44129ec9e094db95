import { randomBytes } from "node:crypto";
import type { Context } from "koa";
import type { IdentityProvider } from "../../model/user-pool.ts";
import {
  checkAuthorizationRequest,
  type ValidAuthorizationRequest,
} from "../authorization-request.ts";
import { redirectWithError } from "../authorization-response.ts";
import { readForm } from "../http/read-form.ts";
import { showError } from "../pages/page-response.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { completeFederatedSignIn } from "./complete-federated-sign-in.ts";
import { type ExternalProvider, FederationError } from "./external-provider.ts";

const lifetimeSeconds = 15 * 60;

/** Sends the browser to a real provider. */
export async function beginExternalSignIn(
  ctx: Context,
  pool: UserPoolContext,
  request: ValidAuthorizationRequest,
  provider: IdentityProvider,
  external: ExternalProvider,
): Promise<void> {
  const state = randomBytes(32).toString("base64url");
  try {
    const { url, complete } = await external.begin(state, domainUrlOf(pool));
    pool.externalSignIns.set(
      state,
      { provider, query: { ...ctx.query }, complete },
      lifetimeSeconds,
    );
    ctx.redirect(url);
  } catch (error) {
    fail(ctx, pool, request, provider, error);
  }
}

/** `GET /oauth2/idpresponse`: the browser is back from an OpenID Connect provider. */
export function oidcResponse(pool: UserPoolContext) {
  return async function oidcResponse(ctx: Context): Promise<void> {
    const response = new URLSearchParams(ctx.querystring);
    await completeExternalSignIn(ctx, pool, response, response.get("state"));
  };
}

/** `POST /saml2/idpresponse`: the assertion consumer service. */
export function samlResponse(pool: UserPoolContext) {
  return async function samlResponse(ctx: Context): Promise<void> {
    const response = await readForm(ctx);
    await completeExternalSignIn(ctx, pool, response, response.get("RelayState"));
  };
}

async function completeExternalSignIn(
  ctx: Context,
  pool: UserPoolContext,
  response: URLSearchParams,
  state: string | null,
): Promise<void> {
  const pending = pool.externalSignIns.get(state ?? "");
  const request = pending && checkAuthorizationRequest(pool.model, pending.query);
  if (pending === undefined || request?.type !== "valid") {
    return showError(ctx, pool, 400, "invalid_request", {
      summary:
        "The response of the identity provider belongs to no sign-in that began here, or that sign-in is more than 15 minutes old.",
      comparisons: [],
      fix: "Open the application again to restart sign-in. A sign-in that begins at the provider cannot work behind a load balancer: link to the application there.",
    });
  }
  // Every response is used once.
  pool.externalSignIns.delete(state ?? "");
  const { provider, complete } = pending;
  try {
    const identity = await complete(response);
    await completeFederatedSignIn(ctx, pool, request, provider, identity, "at the real provider");
  } catch (error) {
    fail(ctx, pool, request, provider, error);
  }
}

function fail(
  ctx: Context,
  pool: UserPoolContext,
  request: ValidAuthorizationRequest,
  provider: IdentityProvider,
  error: unknown,
): void {
  if (!(error instanceof FederationError)) throw error;
  redirectWithError(ctx, pool, {
    ...request,
    error: "invalid_request",
    errorDescription: error.message,
    explanation: `Identity provider ${provider.name}: ${error.message}`,
  });
}

/** Local address of the pool's domain; sign-ins begin there, so there is one. */
function domainUrlOf({ model, addresses }: UserPoolContext): string {
  return addresses.localUrl(model.domain?.baseUrl ?? "").replace(/\/$/, "");
}
