import type { IncomingMessage } from "node:http";
import { AlbVerifier } from "../alb-verifier.ts";
import { type Identity, isVerifiedIdentity } from "../identity.ts";
import type { AlbVerifierOptions } from "../options.ts";
import { takeOidcHeaders } from "../take-oidc-headers.ts";

/** The part of a Koa context that the middleware uses. */
export interface AuthContext {
  readonly req: IncomingMessage;
  /** `identity` is set once the request is verified. */
  readonly state: { identity?: Identity };
}

/** Koa's `next`. */
export type Next = () => Promise<unknown>;

/** Options of {@link albAuth}: those of {@link AlbVerifier}, or a verifier to share. */
export type AlbAuthOptions = (AlbVerifierOptions | { readonly verifier: AlbVerifier }) & {
  /**
   * Whether a request with none of the three headers passes as anonymous. A request with any of them
   * is verified: invalid headers are rejected, never ignored.
   * @default false
   */
  readonly optional?: boolean;
};

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
  const verifier = "verifier" in options ? options.verifier : new AlbVerifier(options);
  const optional = options.optional ?? false;

  return async function albAuth(ctx: AuthContext, next: Next): Promise<unknown> {
    // Mounted twice, such as once with `optional`: the headers are gone after the first time.
    if (isVerifiedIdentity(ctx.state.identity)) return next();
    const headers = takeOidcHeaders(ctx.req);
    const identity = optional
      ? await verifier.verifyOptional(headers)
      : await verifier.verify(headers);
    if (identity !== undefined) ctx.state.identity = identity;
    return next();
  };
}
