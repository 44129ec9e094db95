import type { AppRouter } from "../http/app-router";
import type { Pages } from "../views/pages";
import { cognitoSignOutUrl, expiredSessionCookies, type SignOutOptions } from "./sign-out";

/** The two paths of sign-out. Public, so that leaving does not ask for a sign-in first. */
export function addSignOutRoutes(router: AppRouter, options: SignOutOptions, pages: Pages): void {
  const expiredCookies = expiredSessionCookies(options.sessionCookieNames);
  const mainLocation = cognitoSignOutUrl(options, options.appUrl);
  // A session belongs to one host name, so users return to the one that they left.
  const locations = new Map(
    options.appUrls.map((url) => [url.host, cognitoSignOutUrl(options, url)]),
  );

  // A link or a prefetch must not end a session, so GET only asks.
  router.get(options.signOutPath, (ctx) => {
    pages.send(ctx, "sign-out", { title: "Sign out" });
  });

  router.post(options.signOutPath, (ctx) => {
    ctx.set("Set-Cookie", expiredCookies);
    // Also removes pages kept for the Back button. Not "cookies": that would affect sibling sites.
    ctx.set("Clear-Site-Data", '"cache"');
    ctx.status = 303;
    ctx.redirect(locations.get(ctx.host.toLowerCase()) ?? mainLocation);
  });

  router.get(options.signedOutPath, (ctx) => {
    pages.send(ctx, "signed-out", { title: "Signed out" });
  });
}
