import { identityOf } from "../http/app-context";
import type { AppRouter } from "../http/app-router";
import { sendJson } from "../http/send-json";
import type { Pages } from "../views/pages";

/** `/` and `/api/me`: the signed-in user, as a page and as JSON. */
export function addStartRoutes(router: AppRouter, containerName: string, pages: Pages): void {
  router.get("/", (ctx) => {
    const identity = identityOf(ctx);
    pages.send(ctx, "start", {
      title: "Start",
      identity,
      containerName,
      expiresAtText: new Date(identity.expiresAt).toUTCString(),
      claims: Object.entries(identity.claims).map(([name, value]) => ({
        name,
        text: typeof value === "string" ? value : JSON.stringify(value),
      })),
    });
  });

  router.get("/api/me", (ctx) => {
    sendJson(ctx, identityOf(ctx));
  });
}
