import type { RouteTable } from "../route-table";
import { cognitoSignOutUrl, expiredSessionCookies, type SignOutOptions } from "../sign-out";
import { renderPage } from "../views/render-page";

/** `/logout` and `/signed-out`: public, because whoever leaves must not be signed in for it again. */
export function signOutRoutes(routes: RouteTable, options: SignOutOptions): void {
  const expiredCookies = expiredSessionCookies(options.sessionCookieNames);
  const location = cognitoSignOutUrl(options);

  // A link or a prefetch must not end a session, so GET only asks.
  routes.get("/logout", (ctx) => {
    ctx.type = "html";
    ctx.body = renderPage("sign-out", { title: "Sign out" });
  });

  routes.post("/logout", (ctx) => {
    ctx.set("Set-Cookie", expiredCookies);
    // Pages kept for the Back button go too. Not "cookies": that would hit sibling sites as well.
    ctx.set("Clear-Site-Data", '"cache"');
    ctx.status = 303;
    ctx.redirect(location);
  });

  routes.get("/signed-out", (ctx) => {
    ctx.type = "html";
    ctx.body = renderPage("signed-out", { title: "Signed out" });
  });
}
