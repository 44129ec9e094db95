import type { Context, Middleware } from "koa";
import type { UserPoolModel } from "../../model/user-pool.ts";
import { imageNames, pageLookOf } from "./page-look.ts";

/** `GET /assets/look.css` and `GET /assets/look/<image>`, each of the app client in the query. */
export function lookRoutes(model: UserPoolModel): Record<string, Middleware> {
  const images = imageNames.map((name) => [
    `GET /assets/look/${name}`,
    function lookImage(ctx: Context): void {
      const image = pageLookOf(model, String(ctx.query.client_id ?? "")).images[name];
      if (image === undefined) {
        ctx.status = 404;
        return;
      }
      setHeaders(ctx, image.contentType);
      // An SVG file that somebody opens by itself runs no script.
      ctx.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
      ctx.body = image.bytes;
    },
  ]);
  return {
    ...Object.fromEntries(images),
    "GET /assets/look.css": function lookCss(ctx: Context): void {
      setHeaders(ctx, "text/css; charset=utf-8");
      ctx.body = pageLookOf(model, String(ctx.query.client_id ?? "")).css;
    },
  };
}

function setHeaders(ctx: Context, contentType: string): void {
  ctx.set("Cache-Control", "no-cache");
  ctx.set("X-Content-Type-Options", "nosniff");
  ctx.set("Content-Type", contentType);
}
