import type { Middleware } from "koa";
import { assetRoutes } from "../cognito/pages/assets.ts";
import { realHost } from "../model/address-book.ts";
import { authorize } from "./endpoints/authorize.ts";
import { jwks, openidConfiguration, pathBelow } from "./endpoints/discovery.ts";
import { isLogoutPath, logout } from "./endpoints/logout.ts";
import { token } from "./endpoints/token.ts";
import { userInfo } from "./endpoints/user-info.ts";
import type { IssuerContext } from "./issuer-context.ts";
import { signIn, signInPage, signInPath } from "./pages/sign-in.ts";

/**
 * Routes by method, host and path: the endpoints of an identity provider may have different hosts. Over
 * loopback, where load balancer and programs send their requests, the path alone counts.
 */
export function routes(issuer: IssuerContext): Middleware {
  const { model } = issuer;
  const handlers = new Map<string, Middleware>();
  const add = (method: string, urls: readonly string[], handler: Middleware) => {
    for (const url of urls) {
      const { host, pathname } = new URL(url);
      handlers.set(`${method} ${host}${pathname}`, handler);
      handlers.set(`${method} ${pathname}`, handler);
    }
  };
  const onAuthorizationHosts = (path: string) =>
    model.authorizationEndpoints.map((url) => new URL(path, url).href);
  const belowIssuer = (path: string) => [new URL(pathBelow(model.issuer, path), model.issuer).href];
  for (const [route, handler] of Object.entries(assetRoutes())) {
    const [method = "", path = ""] = route.split(" ");
    add(method, onAuthorizationHosts(path), handler);
  }
  add("GET", onAuthorizationHosts(signInPath), signInPage(issuer));
  add("POST", onAuthorizationHosts(signInPath), signIn(issuer));
  add("GET", belowIssuer("/.well-known/openid-configuration"), openidConfiguration(issuer));
  add("GET", belowIssuer("/.well-known/jwks.json"), jwks(issuer));
  // The endpoints of the actions win over the emulator's own addresses.
  add("GET", model.authorizationEndpoints, authorize(issuer));
  add("POST", model.tokenEndpoints, token(issuer));
  add("GET", model.userInfoEndpoints, userInfo(issuer));
  const signOut = logout(issuer);

  return async function routes(ctx, next) {
    const { hostname } = new URL(`http://${ctx.get("Host") || "localhost"}`);
    const isLoopback = hostname === "127.0.0.1" || hostname === "localhost";
    const place = `${isLoopback ? "" : realHost(hostname)}${ctx.path}`;
    const method = ctx.method === "HEAD" ? "GET" : ctx.method;
    const handler = handlers.get(`${method} ${place}`);
    if (handler !== undefined) return handler(ctx, next);
    if (method === "GET" && isLogoutPath(ctx.path)) return signOut(ctx);
    const isKnown = [...handlers.keys()].some((route) => route.endsWith(` ${place}`));
    ctx.status = isKnown ? 405 : 404;
    ctx.body = {
      error: isKnown ? "method_not_allowed" : "not_found",
      error_description: `The local identity provider has the endpoints that authenticate-oidc actions name: ${[...model.authorizationEndpoints, ...model.tokenEndpoints, ...model.userInfoEndpoints].join(", ")}`,
    };
  };
}
