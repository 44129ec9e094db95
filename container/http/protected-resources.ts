import type { ProtectedResources } from "alb-auth";
import type { AppMiddleware } from "./app-context";
import type { AppRouter } from "./app-router";
import { sendJson } from "./send-json";

/** The metadata of each protected resource, open to everybody (RFC 9728). */
export function addMetadataRoutes(router: AppRouter, resources: ProtectedResources): void {
  for (const path of resources.metadataPaths) {
    router.get(path, (ctx) => {
      const metadata = resources.metadata(path, ctx.host);
      if (metadata === undefined) return;
      // Clients that run in a browser read it from another site.
      ctx.set("Access-Control-Allow-Origin", "*");
      sendJson(ctx, metadata);
    });
  }
}

/** Tells a client that was rejected where it finds out how to get a token. */
export function resourceChallenge(resources: ProtectedResources): AppMiddleware {
  return async function resourceChallenge(ctx, next) {
    await next();
    const challenge = ctx.res.getHeader("WWW-Authenticate");
    if (typeof challenge !== "string") return;
    ctx.set("WWW-Authenticate", resources.challenge(challenge, ctx.path, ctx.host));
  };
}
