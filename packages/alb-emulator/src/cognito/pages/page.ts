import type { Context, Next } from "koa";
import { judgeAuthorizationRequest } from "../authorization-request.ts";
import { findClient, type IdentityContext } from "../context.ts";
import { csrfToken, hasValidCsrfToken } from "../csrf.ts";
import { readForm } from "../read-form.ts";
import { startSignInSession } from "../sign-in-session.ts";
import type { User } from "../users/user.ts";
import { type PageData, type PageFrame, renderPage } from "../views/render-page.ts";

/** Answers with a page. Pages are kept by nobody: they hold what somebody typed. */
export function show<Name extends keyof PageData>(
  ctx: Context,
  name: Name,
  frame: PageFrame & { readonly status?: number },
  data: PageData[Name],
): void {
  ctx.status = frame.status ?? 200;
  ctx.set("Cache-Control", "no-store");
  ctx.set("X-Content-Type-Options", "nosniff");
  ctx.set("Referrer-Policy", "no-referrer");
  ctx.set(
    "Content-Security-Policy",
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  );
  ctx.type = "html";
  ctx.body = renderPage(name, frame, data);
}

/** What the fields of every form of the pool have in common. */
export function loginField(identity: IdentityContext) {
  const byEmail = identity.model.usernameAttributes.includes("email");
  return {
    loginLabel: byEmail ? "E-mail address" : "User name",
    loginType: byEmail ? "email" : "text",
  };
}

export function formPage(ctx: Context) {
  return { query: ctx.querystring, csrf: csrfToken(ctx) };
}

/** Host name of the application that somebody is signing in to. */
export function appHostOf(ctx: Context): string | undefined {
  const uri = ctx.query.redirect_uri;
  return typeof uri === "string" && URL.canParse(uri) ? new URL(uri).host : undefined;
}

export function clientNameOf(identity: IdentityContext, ctx: Context): string | undefined {
  return findClient(identity.model, ctx.query.client_id)?.name;
}

/**
 * Reads a form that one of our pages posted; answers by itself, with `undefined`, where the
 * authorization request that the page belongs to is not valid or the form is another site's.
 */
export async function readPageForm(
  ctx: Context,
  identity: IdentityContext,
): Promise<URLSearchParams | undefined> {
  if (!isBelongingToRequest(ctx, identity)) return undefined;
  const form = await readForm(ctx);
  if (hasValidCsrfToken(ctx, form)) return form;
  showError(
    ctx,
    identity,
    403,
    "invalid_request",
    "The form is too old, or came from another site.",
  );
  return undefined;
}

/** Every page belongs to an authorization request; one without a valid one leads to its error. */
export function isBelongingToRequest(ctx: Context, identity: IdentityContext): boolean {
  if (judgeAuthorizationRequest(identity.model, ctx.query).kind === "valid") return true;
  ctx.status = 302;
  ctx.redirect(`/oauth2/authorize?${ctx.querystring}`);
  return false;
}

export function showError(
  ctx: Context,
  { model }: IdentityContext,
  status: number,
  error: string,
  explanation?: string,
): void {
  const frame = { title: "Something went wrong", poolName: model.poolName, status };
  show(ctx, "error", frame, { error, explanation });
}

/** Signs the user in and goes on with the authorization request, in the same answer. */
export async function finishSignIn(
  ctx: Context,
  next: Next,
  identity: IdentityContext,
  user: User,
) {
  await startSignInSession(ctx, identity.provider, user);
  const query = new URLSearchParams(ctx.querystring);
  // Asked for and done: it would lead back to this page.
  query.delete("prompt");
  ctx.method = "GET";
  ctx.url = `/oauth2/authorize?${query}`;
  await next();
}
