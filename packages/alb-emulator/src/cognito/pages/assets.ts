import { readFileSync } from "node:fs";
import type { Context, Middleware } from "koa";
import { designFolder } from "../../design-folder.ts";
import { hostedUiFolder } from "./render-page.ts";

const assets = [
  ["tokens.css", "text/css; charset=utf-8", designFolder],
  ["base.css", "text/css; charset=utf-8", designFolder],
  ["chevron.svg", "image/svg+xml", designFolder],
  ["hosted-ui.css", "text/css; charset=utf-8", hostedUiFolder],
  ["hosted-ui.mjs", "text/javascript; charset=utf-8", hostedUiFolder],
  ["icon.svg", "image/svg+xml", hostedUiFolder],
] as const;

/** `GET /assets/<file>`: style sheets, script and icon of the pages, by route. */
export function assetRoutes(): Record<string, Middleware> {
  return Object.fromEntries(
    assets.map(([name, contentType, folder]) => {
      const body = readFileSync(new URL(name, folder));
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
