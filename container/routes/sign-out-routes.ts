import type Router from "@koa/router";
import type { AppState } from "../app-state";
import { cognitoSignOutUrl, expiredSessionCookies, type SignOutOptions } from "../sign-out";
import { renderPage } from "../views/render-page";

/** `/logout` and `/signed-out`: public, because whoever leaves must not be signed in for it again. */
export function signOutRoutes(router: Router<AppState>, options: SignOutOptions): void {
  const expiredCookies = expiredSessionCookies(options.sessionCookieNames);
  const location = cognitoSignOutUrl(options);

  // A link or a prefetch must not end a session, so GET only asks.
  router.get("/logout", (ctx) => {
    ctx.type = "html";
    ctx.body = renderPage("sign-out", { title: "Sign out" });
  });

  router.post("/logout", (ctx) => {
    ctx.set("Set-Cookie", expiredCookies);
    // Pages kept for the Back button go too. Not "cookies": that would hit sibling sites as well.
    ctx.set("Clear-Site-Data", '"cache"');
    ctx.status = 303;
    ctx.redirect(location);
  });

  router.get("/signed-out", (ctx) => {
    ctx.type = "html";
    ctx.body = renderPage("signed-out", { title: "Signed out" });
  });
}
