import type Router from "@koa/router";
import { albAuthentication } from "../alb-auth/alb-authentication";
import type { AlbVerifier } from "../alb-auth/alb-verifier";
import type { AppState } from "../app-state";

/** Open to everybody; a visitor who is signed in is known by name, a forged one is refused. */
export function publicRoutes(router: Router<AppState>, verifier: AlbVerifier): void {
  router.get("/public/hello", albAuthentication({ verifier, optional: true }), (ctx) => {
    ctx.body = { hello: ctx.state.identity?.username ?? "stranger" };
  });
}
