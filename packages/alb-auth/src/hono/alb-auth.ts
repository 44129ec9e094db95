import type { MiddlewareHandler } from "hono";
import { type AlbAuthOptions, createAuthenticate } from "../adapter-options.ts";
import { type Identity, isVerifiedIdentity } from "../identity.ts";
import { contextRequest } from "./context-request.ts";
import { takeContextHeaders } from "./take-context-headers.ts";
import { toHttpException } from "./to-http-exception.ts";

/** The variables of a context behind `albAuth`. With `optional`, take `Partial<AlbAuthVariables>`. */
export type AlbAuthVariables = {
  /** The signed-in user. */
  identity: Identity;
};

/**
 * Hono middleware that verifies the load balancer's headers, puts the user into the variable
 * `identity` and removes the headers from the request. Mount it before middleware that reads requests.
 *
 * @param options which load balancers, app clients and user pool to trust
 * @returns middleware that throws Hono's `HTTPException`, with an {@link AlbAuthError} as its `cause`, for
 * a request that is not authenticated
 * @throws TypeError that lists every invalid option
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 * @example
 * ```ts
 * const app = new Hono<{ Variables: AlbAuthVariables }>();
 * app.use(albAuth({ loadBalancerArns, clientIds, issuer }));
 * app.get("/", (c) => c.text(`Hello, ${c.get("identity").username}`));
 * ```
 */
export function albAuth(
  options: AlbAuthOptions & { readonly optional?: false },
): MiddlewareHandler<{ Variables: AlbAuthVariables }>;
/** With `optional`: an anonymous request has no identity. */
export function albAuth(
  options: AlbAuthOptions,
): MiddlewareHandler<{ Variables: Partial<AlbAuthVariables> }>;
export function albAuth(options: AlbAuthOptions): MiddlewareHandler {
  const authenticate = createAuthenticate(options);

  return async function albAuth(c, next) {
    // Mounted twice, such as once with `optional`: the headers are gone after the first time.
    if (!isVerifiedIdentity(c.get("identity"))) {
      const headers = takeContextHeaders(c);
      c.set(
        "identity",
        await authenticate(headers, () => contextRequest(c)).catch(throwHttpException),
      );
    }
    await next();
  };
}

function throwHttpException(error: unknown): never {
  throw toHttpException(error);
}
