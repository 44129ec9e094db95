import { identityOf } from "../app-state";
import type { RouteTable } from "../route-table";
import { sendJson } from "../send-json";
import { renderUserPage } from "../views/user-page";

/** `/` and `/api/me`: what the load balancer says about the user, as a page and as JSON. */
export function userRoutes(routes: RouteTable, containerName: string): void {
  routes.get("/", (ctx) => {
    ctx.type = "html";
    ctx.body = renderUserPage(identityOf(ctx), containerName, Date.now());
  });

  routes.get("/api/me", (ctx) => {
    sendJson(ctx, identityOf(ctx));
  });
}
