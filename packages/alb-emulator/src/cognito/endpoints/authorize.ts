import type { Context, Next } from "koa";
import { type AuthorizationRequest, judgeAuthorizationRequest } from "../authorization-request.ts";
import type { IdentityContext } from "../context.ts";
import { sessionCookieName } from "../provider.ts";

/** `GET /oauth2/authorize`: to the sign-in page, or with a code back to the application. */
export function authorize(identity: IdentityContext) {
  const { model, addresses, report } = identity;

  function refuse(ctx: Context, request: Exclude<AuthorizationRequest, { kind: "valid" }>) {
    const { error, explanation } = request;
    const client = request.kind === "error-redirect" ? request.client.name : undefined;
    report("authorize-refused", {
      client,
      message: `Authorization refused: ${error}`,
      explanation,
    });
    ctx.status = 302;
    if (request.kind === "error-page") {
      const query = new URLSearchParams({ error, client_id: String(ctx.query.client_id ?? "") });
      if (error === "redirect_mismatch")
        query.set("redirect_uri", String(ctx.query.redirect_uri ?? ""));
      ctx.redirect(`/error?${query}`);
      return;
    }
    const location = new URL(String(ctx.query.redirect_uri));
    location.searchParams.set("error", error);
    if (typeof ctx.query.state === "string") location.searchParams.set("state", ctx.query.state);
    ctx.redirect(addresses.localUrl(location.href));
  }

  return async function authorize(ctx: Context, next: Next) {
    const request = judgeAuthorizationRequest(model, ctx.query);
    if (request.kind !== "valid") return refuse(ctx, request);
    ctx.query = { ...ctx.query, scope: request.scope };
    await next();
    if (ctx.status !== 303) return;
    ctx.status = 302;
    dropLibraryCookies(ctx);
    const location = ctx.response.get("Location");
    const client = request.client.name;
    if (location.startsWith("/")) {
      report("sign-in-page", { client, message: "Nobody is signed in: to the sign-in page" });
      return;
    }
    const callback = withoutExtras(location);
    const error = callback.searchParams.get("error");
    if (error) {
      report("authorize-refused", { client, message: `Authorization refused: ${error}` });
    } else {
      const user = await nameOf(identity, ctx);
      report("authorized", { client, user, message: `Code issued for scopes ${request.scope}` });
    }
    ctx.redirect(addresses.localUrl(callback.href));
  };
}

/** What oidc-provider says at the callback and Cognito does not. */
function withoutExtras(location: string): URL {
  const url = new URL(location);
  url.searchParams.delete("iss");
  url.searchParams.delete("error_description");
  return url;
}

/** The library's own way to the sign-in page; ours finds everything in the query, as Cognito's does. */
function dropLibraryCookies(ctx: Context): void {
  const cookies = [ctx.response.headers["set-cookie"] ?? []].flat();
  const kept = cookies.filter((cookie) => !/^(interaction|resume)=/.test(cookie));
  // A session that nobody is signed in to is of no use to a browser.
  const signedIn = ctx.oidc.session?.accountId !== undefined;
  ctx.remove("Set-Cookie");
  const wanted = kept.filter((cookie) => signedIn || !cookie.startsWith(`${sessionCookieName}=`));
  if (wanted.length > 0) ctx.set("Set-Cookie", wanted);
}

async function nameOf({ users }: IdentityContext, ctx: Context): Promise<string | undefined> {
  return users.find(ctx.oidc.session?.accountId ?? "")?.attributes.email;
}
