import { totalmem } from "node:os";
import { requireGroups } from "alb-auth/koa";
import type { AppRouter } from "../http/app-router";
import type { Readiness } from "../observability/readiness";
import type { Pages } from "../views/pages";
import { prefersPage } from "../views/prefers-page";

const bytesPerMiB = 2 ** 20;

/** `/admin`: for members of the group `admins`, whatever the application's scopes. */
export function addAdminRoutes(
  router: AppRouter,
  containerName: string,
  readiness: Readiness,
  pages: Pages,
): void {
  router.get("/admin", requireGroups("admins"), async (ctx) => {
    const status = {
      containerName,
      nodeVersion: process.versions.node,
      uptimeSeconds: Math.round(process.uptime()),
      memoryMiB: Math.round(process.memoryUsage.rss() / bytesPerMiB),
    };
    if (!prefersPage(ctx)) {
      ctx.body = status;
      return;
    }
    const { ready } = await readiness.check();
    pages.send(ctx, "admin", {
      title: "Admin",
      containerName,
      nodeVersion: status.nodeVersion,
      uptime: durationText(status.uptimeSeconds),
      memoryMiB: status.memoryMiB,
      memoryLimitMiB: memoryLimitMiB(),
      isReady: ready,
    });
  });
}

/** The limit of the container. A machine without one reports none, or more than it has. */
function memoryLimitMiB(): number | undefined {
  const bytes = process.constrainedMemory();
  const isLimit = bytes > 0 && bytes < totalmem();
  return isLimit ? Math.round(bytes / bytesPerMiB) : undefined;
}

/** Such as "2 min 37 s", "5 h 2 min" or "3 d 4 h". */
function durationText(seconds: number): string {
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2);
  return shown.map(([count, unit]) => `${count} ${unit}`).join(" ");
}
