import type { AlbVerifier } from "alb-auth";
import { albAuthentication } from "alb-auth/koa";
import type { RouteTable } from "../route-table";

/** Open to everybody; a visitor who is signed in is known by name, a forged one is refused. */
export function publicRoutes(routes: RouteTable, verifier: AlbVerifier): void {
  routes.get("/public/hello", albAuthentication({ verifier, optional: true }), (ctx) => {
    ctx.body = { hello: ctx.state.identity?.username ?? "stranger" };
  });
}
