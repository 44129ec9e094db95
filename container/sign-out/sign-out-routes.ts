import type { AppRouter } from "../http/app-router";
import type { Pages } from "../views/pages";
import { cognitoSignOutUrl, expiredSessionCookies, type SignOutOptions } from "./sign-out";

/** `/logout` and `/signed-out`. Public, so that leaving does not ask for a sign-in first. */
export function addSignOutRoutes(router: AppRouter, options: SignOutOptions, pages: Pages): void {
  const expiredCookies = expiredSessionCookies(options.sessionCookieNames);
  const location = cognitoSignOutUrl(options);

  // A link or a prefetch must not end a session, so GET only asks.
  router.get("/logout", (ctx) => {
    pages.send(ctx, "sign-out", { title: "Sign out" });
  });

  router.post("/logout", (ctx) => {
    ctx.set("Set-Cookie", expiredCookies);
    // Also removes pages kept for the Back button. Not "cookies": that would affect sibling sites.
    ctx.set("Clear-Site-Data", '"cache"');
    ctx.status = 303;
    ctx.redirect(location);
  });

  router.get("/signed-out", (ctx) => {
    pages.send(ctx, "signed-out", { title: "Signed out" });
  });
}
