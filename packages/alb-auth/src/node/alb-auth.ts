import type { IncomingMessage, ServerResponse } from "node:http";
import { type AlbAuthOptions, createAuthenticate } from "../adapter-options.ts";
import { type Identity, isVerifiedIdentity } from "../identity.ts";
import { nodeRequest } from "../routes/node-request.ts";
import { takeOidcHeaders } from "../take-oidc-headers.ts";
import { respondToError } from "./respond-to-error.ts";

/** A request whose headers are verified, and removed. */
export type AuthenticatedRequest = IncomingMessage & { readonly identity: Identity };

/** A request that may be anonymous. */
export type OptionalRequest = IncomingMessage & { readonly identity: Identity | undefined };

/** Called for requests that are authenticated. */
export type AuthenticatedListener = (
  request: AuthenticatedRequest,
  response: ServerResponse,
) => unknown;

/** Called for requests that are authenticated, and for anonymous ones. */
export type OptionalListener = (request: OptionalRequest, response: ServerResponse) => unknown;

/**
 * Request listener for `node:http` that verifies the load balancer's headers, removes them, and calls
 * your listener with the user in `request.identity`. Every other request gets a response with the
 * error's status and headers, also when a guard in your listener throws. The body is not read.
 *
 * Any other error of your listener is thrown on after a response with status 500, as a rejection of the
 * returned promise: without `process.on("unhandledRejection")`, it ends the process, as it would
 * without `albAuth`.
 *
 * @param options which load balancers, app clients and user pool to trust
 * @param listener may be async
 * @returns a listener for `createServer`
 * @throws TypeError that lists every invalid option
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 * @see https://nodejs.org/api/http.html#event-request
 * @example
 * ```ts
 * const server = createServer(
 *   albAuth({ loadBalancerArns, clientIds, issuer }, (request, response) => {
 *     response.end(`Hello, ${request.identity.username}`);
 *   }),
 * );
 * ```
 */
export function albAuth(
  options: AlbAuthOptions & { readonly optional?: false },
  listener: AuthenticatedListener,
): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
/**
 * With `optional`, `request.identity` is `undefined` for an anonymous request.
 *
 * @param options which load balancers, app clients and user pool to trust
 * @param listener may be async
 * @returns a listener for `createServer`
 * @throws TypeError that lists every invalid option
 */
export function albAuth(
  options: AlbAuthOptions,
  listener: OptionalListener,
): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
export function albAuth(
  options: AlbAuthOptions,
  listener: AuthenticatedListener | OptionalListener,
) {
  const authenticate = createAuthenticate(options);

  return async function albAuth(
    request: IncomingMessage & { identity?: Identity | undefined },
    response: ServerResponse,
  ): Promise<void> {
    try {
      // Wrapped twice, such as once with `optional`: the headers are gone after the first time.
      if (!isVerifiedIdentity(request.identity)) {
        request.identity = await authenticate(takeOidcHeaders(request), () => nodeRequest(request));
      }
      await listener(request as AuthenticatedRequest, response);
    } catch (error) {
      respondToError(error, response);
    }
  };
}
