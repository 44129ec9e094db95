import { signOut } from "alb-auth/koa";
import type { ContainerConfig } from "../config/config";
import type { AppRouter } from "../http/app-router";
import type { Pages } from "../views/pages";

/** The two paths of sign-out. Public, so that leaving does not ask for a sign-in first. */
export function addSignOutRoutes(router: AppRouter, config: ContainerConfig, pages: Pages): void {
  const { appUrl, appUrls, signOutPath, signedOutPath } = config;

  // A link or a prefetch must not end a session, so GET only asks.
  router.get(signOutPath, (ctx) => {
    pages.send(ctx, "sign-out", { title: "Sign out" });
  });

  router.post(
    signOutPath,
    signOut({
      userPoolDomainUrl: config.cognitoDomainUrl.href,
      clientId: config.clientId,
      logoutUri: [appUrl, ...appUrls].map((url) => new URL(signedOutPath, url).href),
      sessionCookieNames: config.sessionCookieNames,
    }),
  );

  router.get(signedOutPath, (ctx) => {
    pages.send(ctx, "signed-out", { title: "Signed out" });
  });
}
