import type { Context } from "koa";
import { type PageData, renderPage } from "../../cognito/pages/render-page.ts";
import type { IssuerContext } from "../issuer-context.ts";

/** Responds with a page. It may hold what the user typed, so no cache may keep it. */
export function showPage<Name extends keyof PageData>(
  ctx: Context,
  { model, inspectorUrl }: IssuerContext,
  name: Name,
  title: string,
  data: PageData[Name],
): void {
  ctx.set("Cache-Control", "no-store");
  ctx.set("X-Content-Type-Options", "nosniff");
  ctx.set("Referrer-Policy", "no-referrer");
  ctx.set(
    "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  );
  ctx.type = "html";
  const poolName = model.issuer.replace(/^https:\/\//, "");
  ctx.body = renderPage(name, { title, poolName, inspectorUrl }, data);
}
