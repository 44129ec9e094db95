import type { Context } from "koa";
import { describeClient, findClient } from "../app-clients.ts";
import {
  checkAuthorizationRequest,
  type ValidAuthorizationRequest,
} from "../authorization-request.ts";
import type { Explanation } from "../explanation.ts";
import { csrfToken, hasValidCsrfToken } from "../http/csrf.ts";
import { readForm } from "../http/read-form.ts";
import { frameLookOf } from "../look/frame-look.ts";
import { lacksBranding } from "../look/page-look.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { type PageData, renderPage } from "./render-page.ts";

/** Responds with a page. It may hold what the user typed, so no cache may keep it. */
export function showPage<Name extends keyof PageData>(
  ctx: Context,
  { model, inspectorUrl }: UserPoolContext,
  name: Name,
  title: string,
  data: PageData[Name],
): void {
  ctx.set("Cache-Control", "no-store");
  ctx.set("X-Content-Type-Options", "nosniff");
  ctx.set("Referrer-Policy", "no-referrer");
  ctx.set(
    "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  );
  ctx.type = "html";
  const look = frameLookOf(model, String(ctx.query.client_id ?? ""));
  ctx.body = renderPage(name, { title, poolName: model.poolName, inspectorUrl, look }, data);
}

export function showError(
  ctx: Context,
  pool: UserPoolContext,
  status: number,
  error: string,
  explanation?: Explanation,
): void {
  showPage(ctx, pool, "error", "Cognito rejected the request", {
    error,
    explanation,
    comparisons: [],
    localHost: undefined,
    hostNameFix: undefined,
    open: undefined,
    inspectorLink: pool.inspectorUrl,
  });
  ctx.status = status;
}

/** What every form posts back. */
export function formData(ctx: Context) {
  return { query: ctx.querystring, csrf: csrfToken(ctx) };
}

/**
 * Query of the authorization request at another provider.
 * @param provider @default - the choice is the user's
 */
export function queryOf(ctx: Context, provider?: string): string {
  const query = new URLSearchParams(ctx.querystring);
  query.delete("idp_identifier");
  query.delete("identity_provider");
  if (provider !== undefined) query.set("identity_provider", provider);
  return query.toString();
}

/** What users enter as user name. */
export function loginField({ model: { usernameAttributes, aliasAttributes } }: UserPoolContext) {
  const names = [
    ...(usernameAttributes.length === 0 ? ["user name"] : []),
    ...([...usernameAttributes, ...aliasAttributes].includes("email") ? ["email address"] : []),
    ...([...usernameAttributes, ...aliasAttributes].includes("phone_number")
      ? ["phone number"]
      : []),
  ];
  const label = `${names.slice(0, -1).join(", ")}${names.length > 1 ? " or " : ""}${names.at(-1)}`;
  const types: Readonly<Record<string, string>> = {
    "email address": "email",
    "phone number": "tel",
  };
  return {
    loginLabel: label.charAt(0).toUpperCase() + label.slice(1),
    loginType: types[label] ?? "text",
  };
}

/** Host name of the application that the user signs in to. */
export function appHostOf(ctx: Context): string | undefined {
  const uri = ctx.query.redirect_uri;
  return typeof uri === "string" && URL.canParse(uri) ? new URL(uri).host : undefined;
}

export function clientNameOf(ctx: Context, { model }: UserPoolContext): string | undefined {
  return findClient(model, ctx.query.client_id)?.name;
}

/**
 * The authorization request that a page belongs to.
 * @returns `undefined` when the request is not valid; the response then leads to its error
 */
export function requireAuthorizationRequest(
  ctx: Context,
  pool: UserPoolContext,
): ValidAuthorizationRequest | undefined {
  const request = checkAuthorizationRequest(pool.model, ctx.query);
  if (request.type !== "valid") {
    ctx.redirect(`/oauth2/authorize?${ctx.querystring}`);
    return undefined;
  }
  const { client } = request;
  if (!lacksBranding(pool.model, client.clientId) || ctx.query[brandedElsewhere] === "1") {
    return request;
  }
  pool.report(ctx, "sign-in-failed", {
    client: client.name,
    message: "Login pages unavailable: the app client has no branding style",
    explanation: `Managed login shows no pages for ${describeClient(client)}, which has no branding style. Declare an aws_cognito_managed_login_branding for it, or set managed_login_version = 1 of the domain.`,
  });
  showPage(ctx, pool, "pages-unavailable", "Login pages unavailable", {
    address: client.address,
    query: ctx.querystring,
  });
  ctx.status = 403;
  return undefined;
}

/** `POST /unbranded`, of the emulator: to the sign-in page of a client that gets its style elsewhere. */
export function continueUnbranded(ctx: Context): void {
  const query = new URLSearchParams(ctx.querystring);
  query.set(brandedElsewhere, "1");
  ctx.redirect(`/login?${query}`);
}

/** Parameter of the emulator: a style that the source does not declare is assigned to the client. */
const brandedElsewhere = "local_branding";

/**
 * Reads a form that a page of the hosted UI posted.
 * @returns `undefined` when its authorization request is not valid, or another site made the form;
 * the response then says so
 */
export async function readPageForm(
  ctx: Context,
  pool: UserPoolContext,
): Promise<{ request: ValidAuthorizationRequest; form: URLSearchParams } | undefined> {
  const request = requireAuthorizationRequest(ctx, pool);
  if (!request) return undefined;
  const form = await readForm(ctx);
  if (hasValidCsrfToken(ctx, form)) return { request, form };
  showError(ctx, pool, 403, "invalid_request", {
    summary: "The form has no valid _csrf value: it is too old, or another site sent it.",
    comparisons: [],
    fix: "Open the application again to restart sign-in.",
  });
  return undefined;
}
