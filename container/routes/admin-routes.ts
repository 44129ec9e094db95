import { requireGroups } from "alb-auth/koa";
import type { RouteTable } from "../route-table";
import { renderPage } from "../views/render-page";

/** `/admin`: for members of the group `admins` only, whatever scopes the application has. */
export function adminRoutes(routes: RouteTable, containerName: string): void {
  routes.get("/admin", requireGroups("admins"), (ctx) => {
    const status = {
      containerName,
      nodeVersion: process.version,
      uptimeSeconds: Math.round(process.uptime()),
      residentMemoryMiB: Math.round(process.memoryUsage.rss() / 2 ** 20),
    };
    ctx.vary("Accept");
    if (ctx.accepts("json", "html") !== "html") {
      ctx.body = status;
      return;
    }
    ctx.type = "html";
    ctx.body = renderPage("admin", { title: "Admin", status });
  });
}
