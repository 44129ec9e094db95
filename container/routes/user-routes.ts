import type Router from "@koa/router";
import { type AppState, identityOf } from "../app-state";
import { renderUserPage } from "../views/user-page";

/** `/` and `/api/me`: what the load balancer says about the user, as a page and as JSON. */
export function userRoutes(router: Router<AppState>, containerName: string): void {
  router.get("/", (ctx) => {
    ctx.type = "html";
    ctx.body = renderUserPage(identityOf(ctx), containerName, Date.now());
  });

  router.get("/api/me", (ctx) => {
    ctx.body = identityOf(ctx);
  });
}
