import type { AlbVerifier } from "alb-auth";
import { albAuth } from "alb-auth/koa";
import type { AppRouter } from "../http/app-router";
import icon from "../views/icon.svg";
import type { Pages } from "../views/pages";
import { displayNameOf } from "../views/shell";

/** Open to everybody. Greets signed-in users by name; rejects forged headers. */
export function addPublicRoutes(router: AppRouter, verifier: AlbVerifier, pages: Pages): void {
  const known = albAuth({ verifier, optional: true });

  router.get("/public", known, (ctx) => {
    pages.send(ctx, "public", { title: "Public" });
  });

  // Browsers request it beside a response that is no page, such as JSON.
  router.get("/favicon.ico", (ctx) => {
    ctx.type = "image/svg+xml";
    ctx.body = icon;
  });

  router.get("/public/hello", known, (ctx) => {
    const { identity } = ctx.state;
    ctx.body = { hello: identity === undefined ? "stranger" : displayNameOf(identity) };
  });
}
