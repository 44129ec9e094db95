import type { IncomingMessage } from "node:http";
import { type AlbAuthOptions, createAuthenticate } from "../adapter-options.ts";
import { type Identity, isVerifiedIdentity } from "../identity.ts";
import { nodeRequest } from "../routes/node-request.ts";
import { takeOidcHeaders } from "../take-oidc-headers.ts";

/** The part of a Koa context that the middleware uses. */
export interface AuthContext {
  readonly req: IncomingMessage;
  /** What `req.url` was before a middleware changed it. */
  readonly originalUrl?: string;
  /** `identity` is set once the request is verified. */
  readonly state: { identity?: Identity };
}

/** Koa's `next`. */
export type Next = () => Promise<unknown>;

/**
 * Koa middleware that verifies the load balancer's headers, puts the user into
 * `ctx.state.identity` and removes the headers from the request.
 *
 * @param options which load balancers, app clients and user pool to trust
 * @returns middleware that throws {@link AlbAuthError} for a request that is not authenticated
 * @throws TypeError that lists every invalid option
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 * @example
 * ```ts
 * app.use(albAuth({ loadBalancerArns, clientIds, issuer }));
 * app.use((ctx) => {
 *   ctx.body = `Hello, ${ctx.state.identity.username}`;
 * });
 * ```
 */
export function albAuth(options: AlbAuthOptions) {
  const authenticate = createAuthenticate(options);

  return async function albAuth(ctx: AuthContext, next: Next): Promise<unknown> {
    // Mounted twice, such as once with `optional`: the headers are gone after the first time.
    if (isVerifiedIdentity(ctx.state.identity)) return next();
    const identity = await authenticate(takeOidcHeaders(ctx.req), () =>
      nodeRequest(ctx.req, ctx.originalUrl),
    );
    if (identity !== undefined) ctx.state.identity = identity;
    return next();
  };
}
