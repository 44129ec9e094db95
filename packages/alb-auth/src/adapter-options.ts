import { AlbVerifier } from "./alb-verifier.ts";
import type { Identity } from "./identity.ts";
import type { RequestHeaders } from "./oidc-headers.ts";
import type { AlbVerifierOptions } from "./options.ts";
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

/** Verifies one request's headers. `undefined` for an anonymous request, only with `optional`. */
export type Authenticate = (headers: RequestHeaders) => Promise<Identity | undefined>;

/** @throws TypeError that lists every invalid option */
export function createAuthenticate(options: AlbAuthOptions): Authenticate {
  const verifier = "verifier" in options ? options.verifier : new AlbVerifier(options);
  return options.optional === true
    ? (headers) => verifier.verifyOptional(headers)
    : (headers) => verifier.verify(headers);
}

/** @throws TypeError that lists every invalid option */
export function createSignOut(options: SignOut | SignOutOptions): SignOut {
  return options instanceof SignOut ? options : new SignOut(options);
}
