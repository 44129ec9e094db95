import type { Middleware } from "koa";
import { realHost } from "../model/address-book.ts";
import { issuerHosts } from "../real-names/aws-host-names.ts";
import { userPoolApi } from "./api/user-pool-api.ts";
import { authorize } from "./endpoints/authorize.ts";
import { jwks, openidConfiguration } from "./endpoints/discovery.ts";
import { logout } from "./endpoints/logout.ts";
import { revoke } from "./endpoints/revoke.ts";
import { token } from "./endpoints/token.ts";
import { userInfo } from "./endpoints/user-info.ts";
import { oidcResponse, samlResponse } from "./federation/external-sign-ins.ts";
import { methodNotAllowed } from "./http/method-not-allowed.ts";
import { lookRoutes } from "./look/look-routes.ts";
import { backToSignIn, changePassword, secondFactor } from "./pages/answer-challenge.ts";
import { assetRoutes } from "./pages/assets.ts";
import { emailCode, passkey } from "./pages/choose-method.ts";
import { confirm, confirmPage, resendCode } from "./pages/confirm.ts";
import { errorPage } from "./pages/error.ts";
import { forgotPassword, forgotPasswordPage, resetPassword } from "./pages/forgot-password.ts";
import {
  chooseByDomain,
  federatedSignIn,
  identityProviderPage,
} from "./pages/identity-provider.ts";
import { continueUnbranded } from "./pages/page-response.ts";
import { addPasskey } from "./pages/passkeys.ts";
import { signIn, signInPage } from "./pages/sign-in.ts";
import { signUp, signUpPage } from "./pages/sign-up.ts";
import type { UserPoolContext } from "./user-pool-context.ts";

type Routes = Readonly<Record<string, Middleware>>;

const methods = ["GET", "POST"];

/**
 * Routes by host. A pool has two hosts, its domain and its issuer. Over loopback, where the load
 * balancer and the container send their requests, both are served.
 */
export function routes(pool: UserPoolContext): Middleware {
  const { model } = pool;
  const domainHost = model.domain && new URL(model.domain.baseUrl).host;
  const issuer = new URL(model.issuer);
  const hostsOfIssuer = issuerHosts(model.issuer);

  const domainRoutes: Routes = {
    "GET /oauth2/authorize": authorize(pool),
    "POST /oauth2/token": token(pool),
    "GET /oauth2/userInfo": userInfo(pool),
    "POST /oauth2/userInfo": userInfo(pool),
    "POST /oauth2/revoke": revoke(pool),
    "GET /logout": logout(pool),
    "GET /login": signInPage(pool),
    "POST /login": signIn(pool),
    "GET /signup": signUpPage(pool),
    "POST /signup": signUp(pool),
    "GET /confirm": confirmPage(pool),
    "POST /confirm": confirm(pool),
    "POST /resendcode": resendCode(pool),
    "GET /forgotPassword": forgotPasswordPage(pool),
    "POST /forgotPassword": forgotPassword(pool),
    "POST /confirmForgotPassword": resetPassword(pool),
    "GET /changePassword": backToSignIn,
    "POST /changePassword": changePassword(pool),
    "GET /email-code": backToSignIn,
    "POST /email-code": emailCode(pool),
    "GET /passkey": backToSignIn,
    "POST /passkey": passkey(pool),
    "GET /passkeys/add": backToSignIn,
    "POST /passkeys/add": addPasskey(pool),
    "GET /mfa": backToSignIn,
    "POST /mfa": secondFactor(pool),
    "GET /identity-provider": identityProviderPage(pool),
    "POST /identity-provider": federatedSignIn(pool),
    "POST /idp-identifier": chooseByDomain(pool),
    "GET /oauth2/idpresponse": oidcResponse(pool),
    "POST /saml2/idpresponse": samlResponse(pool),
    "GET /error": errorPage(pool),
    "POST /unbranded": continueUnbranded,
    ...assetRoutes(),
    ...lookRoutes(model),
  };
  const issuerRoutes: Routes = {
    [`GET ${issuer.pathname}/.well-known/openid-configuration`]: openidConfiguration(pool),
    [`GET ${issuer.pathname}/.well-known/jwks.json`]: jwks(pool),
    "POST /": userPoolApi(pool),
  };

  function routesOf(host: string): Routes | undefined {
    if (host === "127.0.0.1" || host === "localhost") {
      return domainHost ? { ...domainRoutes, ...issuerRoutes } : issuerRoutes;
    }
    if (hostsOfIssuer.includes(host)) return issuerRoutes;
    return host === domainHost ? domainRoutes : undefined;
  }

  return async function routes(ctx, next) {
    const host = realHost((ctx.get("Host").split(":")[0] ?? "").toLowerCase());
    const found = routesOf(host) ?? {};
    // Koa leaves the body of a response to HEAD out.
    const method = ctx.method === "HEAD" ? "GET" : ctx.method;
    const handler = found[`${method} ${ctx.path}`];
    if (handler) return handler(ctx, next);
    if (methods.some((other) => `${other} ${ctx.path}` in found)) return methodNotAllowed(ctx);
    ctx.status = 404;
    ctx.body = { error: "not_found", host, path: ctx.path };
  };
}
