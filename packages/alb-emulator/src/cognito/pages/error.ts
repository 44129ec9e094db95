import type { Context } from "koa";
import { findClient } from "../app-clients.ts";
import { checkAuthorizationRequest } from "../authorization-request.ts";
import type { Comparison } from "../explanation.ts";
import { sentLabel } from "../request-explanations.ts";
import { checkSignOutRequest } from "../sign-out-request.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { markDifference } from "./marked-difference.ts";
import { showPage } from "./page-response.ts";
import type { MarkedComparison, PageData } from "./render-page.ts";

/** `GET /error`: where Cognito leads when no callback or sign-out URL can be trusted. */
export function errorPage(pool: UserPoolContext) {
  return function errorPage(ctx: Context): void {
    const isSignOut = ctx.query.source === "logout";
    const check = isSignOut ? checkSignOutRequest : checkAuthorizationRequest;
    const request = check(pool.model, ctx.query);
    const explanation = request.type === "error-page" ? request.explanation : undefined;
    const error = String(ctx.query.error ?? "invalid_request");
    const localHost = isSignOut ? undefined : localHostOf(ctx.query.redirect_uri);
    const title =
      localHost === undefined ? titleOf(error, isSignOut) : "This app has another address";
    showPage(ctx, pool, "error", title, {
      error,
      explanation,
      comparisons: marked(explanation?.comparisons ?? []),
      localHost,
      hostNameFix: isSignOut ? undefined : hostNameFix(ctx, pool),
      open: openLink(ctx, pool),
      inspectorLink: inspectorLink(ctx, pool),
    });
    ctx.status = 400;
  };
}

function titleOf(error: string, isSignOut: boolean): string {
  if (error === "Client does not exist.") return "Cognito does not know this app client";
  if (error !== "redirect_mismatch") return "Cognito rejected the request";
  return isSignOut ? "Cognito refused the sign-out" : "Cognito refused the sign-in";
}

/** The host that a browser was sent from, where no application can have it. */
function localHostOf(redirectUri: unknown): string | undefined {
  const host = hostOf(redirectUri);
  return host !== undefined && /^(localhost|[\d.]+|\[.*\])$/.test(host) ? host : undefined;
}

function hostOf(url: unknown): string | undefined {
  return typeof url === "string" && URL.canParse(url) ? new URL(url).hostname : undefined;
}

/** Marks in what was sent, and in what is registered, where the two differ. */
function marked(comparisons: readonly Comparison[]): readonly MarkedComparison[] {
  const sent = comparisons.find(({ label }) => label === sentLabel)?.values[0];
  const registered = comparisons.find(({ label }) => label !== sentLabel)?.values[0];
  return comparisons.map(({ label, values }) => ({
    label,
    isSent: label === sentLabel,
    values: values.map((value) => {
      const other = label === sentLabel ? registered : sent;
      return other === undefined
        ? { before: value, different: "", after: "" }
        : markDifference(value, other);
    }),
  }));
}

/** Only for a callback URL as a load balancer sends it. */
function hostNameFix(
  ctx: Context,
  { model, hostNameFix }: UserPoolContext,
): PageData["error"]["hostNameFix"] {
  const client = findClient(model, ctx.query.client_id);
  const missing = hostOf(ctx.query.redirect_uri);
  if (client === undefined || missing === undefined || localHostOf(ctx.query.redirect_uri)) {
    return undefined;
  }
  const hosts = client.callbackUrls.map(hostOf).filter((host) => host !== undefined);
  return hosts.length === 0 ? undefined : hostNameFix?.(hosts, missing);
}

/** The application's own address, if it is served here. */
function openLink(ctx: Context, { model, addresses }: UserPoolContext): PageData["error"]["open"] {
  const client = findClient(model, ctx.query.client_id);
  const candidates = client === undefined ? model.clients : [client];
  for (const callbackUrl of candidates.flatMap(({ callbackUrls }) => callbackUrls)) {
    if (!URL.canParse(callbackUrl)) continue;
    const real = `${new URL(callbackUrl).origin}/`;
    const url = addresses.localUrl(real);
    if (url !== real) return { url, host: new URL(url).host };
  }
  return undefined;
}

/** The sign-in in the inspector; its id comes along from the authorization endpoint. */
function inspectorLink(ctx: Context, { inspectorUrl }: UserPoolContext): string | undefined {
  const id = String(ctx.query.sign_in ?? "");
  return inspectorUrl && /^[\w-]+$/.test(id) ? `${inspectorUrl}#${id}` : inspectorUrl;
}
