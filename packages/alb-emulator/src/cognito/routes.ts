import type { Context, Middleware, Next } from "koa";
import { realHost } from "../model/address-book.ts";
import type { IdentityContext } from "./context.ts";
import { authorize } from "./endpoints/authorize.ts";
import { jwks, openidConfiguration } from "./endpoints/discovery.ts";
import { logout } from "./endpoints/logout.ts";
import { revoke } from "./endpoints/revoke.ts";
import { token } from "./endpoints/token.ts";
import { userInfo } from "./endpoints/user-info.ts";
import { confirm, confirmPage, resendCode } from "./pages/confirm.ts";
import { errorPage } from "./pages/error.ts";
import { forgotPassword, forgotPasswordPage, resetPassword } from "./pages/forgot-password.ts";
import { signIn, signInPage } from "./pages/sign-in.ts";
import { signUp, signUpPage } from "./pages/sign-up.ts";

/**
 * Which endpoint answers. A pool has two hosts, its sign-in domain and its issuer; over loopback,
 * where the load balancer and the container ask, both are at hand.
 */
export function routes(identity: IdentityContext): Middleware {
  const { model } = identity;
  const signInHost = model.domain && new URL(model.domain.baseUrl).host;
  const issuer = new URL(model.issuer);

  const authorizeEndpoint = authorize(identity) as Middleware;
  const afterSignIn = (handler: (ctx: Context, next: Next) => Promise<void>) =>
    ((ctx: Context, next: Next) =>
      handler(ctx, () => Promise.resolve(authorizeEndpoint(ctx as never, next)))) as Middleware;

  const onSignInHost: Record<string, Middleware> = {
    "GET /oauth2/authorize": authorizeEndpoint,
    "POST /oauth2/token": token(identity) as Middleware,
    "GET /oauth2/userInfo": userInfo(identity),
    "POST /oauth2/userInfo": userInfo(identity),
    "POST /oauth2/revoke": revoke(identity),
    "GET /logout": logout(identity),
    "GET /login": signInPage(identity),
    "POST /login": afterSignIn(signIn(identity)),
    "GET /signup": signUpPage(identity),
    "POST /signup": signUp(identity),
    "GET /confirm": confirmPage(identity),
    "POST /confirm": afterSignIn(confirm(identity)),
    "POST /resendcode": resendCode(identity),
    "GET /forgotPassword": forgotPasswordPage(identity),
    "POST /forgotPassword": forgotPassword(identity),
    "POST /confirmForgotPassword": resetPassword(identity),
    "GET /error": errorPage(identity),
  };
  const onIssuerHost: Record<string, Middleware> = {
    [`GET ${issuer.pathname}/.well-known/openid-configuration`]: openidConfiguration(identity),
    [`GET ${issuer.pathname}/.well-known/jwks.json`]: jwks(identity),
  };

  function tableFor(host: string): Record<string, Middleware> | undefined {
    if (host === "127.0.0.1" || host === "localhost") {
      return signInHost ? { ...onSignInHost, ...onIssuerHost } : onIssuerHost;
    }
    if (host === issuer.host) return onIssuerHost;
    return host === signInHost ? onSignInHost : undefined;
  }

  return async function routes(ctx, next) {
    const host = realHost((ctx.get("Host").split(":")[0] ?? "").toLowerCase());
    const handler = tableFor(host)?.[`${ctx.method} ${ctx.path}`];
    // Nothing of oidc-provider's own is reachable but what a line above names.
    if (handler) return handler(ctx, next);
    ctx.status = 404;
    ctx.body = { error: "not_found", host, path: ctx.path };
  };
}
