import type { FastifyInstance } from "fastify";
import { type AlbAuthOptions, createAuthenticate } from "../adapter-options.ts";
import { type Identity, isVerifiedIdentity } from "../identity.ts";
import { nodeRequest } from "../routes/node-request.ts";
import { takeOidcHeaders } from "../take-oidc-headers.ts";
import { hideCause } from "./hide-cause.ts";

declare module "fastify" {
  interface FastifyRequest {
    /**
     * The signed-in user. `undefined` for routes outside the scope in which `albAuth` is registered, and
     * for anonymous requests with `optional`.
     */
    identity: Identity | undefined;
  }
}

/** Whether an instance, or one that encloses it, has the plugin. */
const registered = Symbol("alb-auth");

/**
 * Fastify plugin that verifies the load balancer's headers (`onRequest`), puts the user into
 * `request.identity` and removes the headers from the request. It applies to every route of the scope in
 * which it is registered: leave public routes, such as the health check, outside that scope.
 *
 * A request that is not authenticated gets an {@link AlbAuthError}. Your own `setErrorHandler` sees it
 * with `code` and `message`; Fastify's sends its status and headers, but not what failed.
 *
 * @param app the scope to protect
 * @param options which load balancers, app clients and user pool to trust
 * @throws TypeError that lists every invalid option, from `app.ready()` or `app.listen()`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 * @see https://fastify.dev/docs/latest/Reference/Encapsulation/
 * @example
 * ```ts
 * app.get("/healthz", async () => "OK");
 * app.register(async (members) => {
 *   members.register(albAuth, { loadBalancerArns, clientIds, issuer });
 *   members.get("/", async (request) => `Hello, ${request.identity?.username}`);
 * });
 * ```
 */
export async function albAuth(app: FastifyInstance, options: AlbAuthOptions): Promise<void> {
  const authenticate = createAuthenticate(options);

  if (!app.hasDecorator(registered)) {
    app.decorate(registered, true);
    app.decorateRequest("identity");
    app.addHook("onError", hideCause.onError);
    app.addHook("preSerialization", hideCause.preSerialization);
    app.addHook("onSend", hideCause.onSend);
  }
  app.addHook("onRequest", async (request) => {
    // Registered twice, such as once with `optional`: the headers are gone after the first time.
    if (isVerifiedIdentity(request.identity)) return;
    request.identity = await authenticate(takeOidcHeaders(request.raw), () =>
      nodeRequest(request.raw, request.originalUrl),
    );
  });
}

// With a scope of its own, it would protect no route.
// https://fastify.dev/docs/latest/Reference/Plugins/#handle-the-scope
Object.defineProperty(albAuth, Symbol.for("skip-override"), { value: true });
