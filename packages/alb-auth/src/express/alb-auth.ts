import type { IncomingMessage } from "node:http";
import type { NextFunction } from "express";
import { type AlbAuthOptions, createAuthenticate } from "../adapter-options.ts";
import { type Identity, isVerifiedIdentity } from "../identity.ts";
import { nodeRequest } from "../routes/node-request.ts";
import { takeOidcHeaders } from "../take-oidc-headers.ts";
import { withoutCauseInStack } from "./without-cause-in-stack.ts";

declare global {
  namespace Express {
    interface Request {
      /** The signed-in user. `undefined` before `albAuth`, and for anonymous requests with `optional`. */
      identity?: Identity | undefined;
    }
  }
}

/**
 * The part of an Express request that the middleware uses. `RequestHandler` would widen the types of the
 * parameters of every route that has a guard.
 */
export interface AuthRequest extends IncomingMessage, Express.Request {}

/**
 * Express middleware that verifies the load balancer's headers, puts the user into
 * `request.identity` and removes the headers from the request.
 *
 * @param options which load balancers, app clients and user pool to trust
 * @returns middleware that passes an {@link AlbAuthError} to `next` for a request that is not
 * authenticated
 * @throws TypeError that lists every invalid option
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 * @example
 * ```ts
 * app.use(albAuth({ loadBalancerArns, clientIds, issuer }));
 * app.get("/", (request, response) => {
 *   response.send(`Hello, ${request.identity?.username}`);
 * });
 * app.use(handleAlbAuthError);
 * ```
 */
export function albAuth(options: AlbAuthOptions) {
  const authenticate = createAuthenticate(options);

  return async function albAuth(
    request: AuthRequest,
    _response: unknown,
    next: NextFunction,
  ): Promise<void> {
    // Mounted twice, such as once with `optional`: the headers are gone after the first time.
    if (isVerifiedIdentity(request.identity)) return next();
    try {
      request.identity = await authenticate(takeOidcHeaders(request), () => nodeRequest(request));
    } catch (error) {
      return next(withoutCauseInStack(error));
    }
    next();
  };
}
