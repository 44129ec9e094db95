import { AlbVerifier } from "./alb-verifier.ts";
import type { Identity } from "./identity.ts";
import type { RequestHeaders } from "./oidc-headers.ts";
import type { AlbVerifierOptions } from "./options.ts";
import type { RoutedRequest } from "./routes/routed-request.ts";
import { SignOut } from "./sign-out/sign-out.ts";
import type { SignOutOptions } from "./sign-out/sign-out-options.ts";

/** Options of every adapter's `albAuth`: those of {@link AlbVerifier}, or a verifier to share. */
export type AlbAuthOptions = (AlbVerifierOptions | { readonly verifier: AlbVerifier }) & {
  /**
   * Whether a request with none of the three headers passes as anonymous. A request with any of them
   * is verified: invalid headers are rejected, never ignored.
   * @default false
   */
  readonly optional?: boolean;
};

/**
 * Verifies one request's headers, and its route. `undefined` for an anonymous request, only with `optional`.
 * @param request called only if the route matters
 */
export type Authenticate = (
  headers: RequestHeaders,
  request: () => RoutedRequest,
) => Promise<Identity | undefined>;

/** @throws TypeError that lists every invalid option */
export function createAuthenticate(options: AlbAuthOptions): Authenticate {
  const verifier = "verifier" in options ? options.verifier : new AlbVerifier(options);
  const routed = (request: () => RoutedRequest) =>
    verifier.enforcesRouteGroups ? request() : undefined;
  return options.optional === true
    ? (headers, request) => verifier.verifyOptional(headers, routed(request))
    : (headers, request) => verifier.verify(headers, routed(request));
}

/** @throws TypeError that lists every invalid option */
export function createSignOut(options: SignOut | SignOutOptions): SignOut {
  return options instanceof SignOut ? options : new SignOut(options);
}
