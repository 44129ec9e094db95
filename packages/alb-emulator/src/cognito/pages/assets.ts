import { readFileSync } from "node:fs";
import type { Context, Middleware } from "koa";
import { hostedUiFolder } from "./render-page.ts";

const assets = [
  ["tokens.css", "text/css; charset=utf-8"],
  ["base.css", "text/css; charset=utf-8"],
  ["hosted-ui.css", "text/css; charset=utf-8"],
  ["hosted-ui.mjs", "text/javascript; charset=utf-8"],
  ["icon.svg", "image/svg+xml"],
] as const;

/** `GET /assets/<file>`: style sheets, script and icon of the pages, by route. */
export function assetRoutes(): Record<string, Middleware> {
  return Object.fromEntries(
    assets.map(([name, contentType]) => {
      const body = readFileSync(new URL(name, hostedUiFolder));
      return [
        `GET /assets/${name}`,
        function asset(ctx: Context): void {
          ctx.set("Cache-Control", "no-cache");
          ctx.set("X-Content-Type-Options", "nosniff");
          ctx.set("Content-Type", contentType);
          ctx.body = body;
        },
      ];
    }),
  );
}
