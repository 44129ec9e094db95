import type { IncomingMessage } from "node:http";
import { AlbVerifier } from "./alb-verifier.ts";
import { AuthError, Rejection, type Verdict } from "./auth-error.ts";
import { type Identity, isVerifiedIdentity } from "./identity.ts";
import { takeOidcHeaders } from "./oidc-headers.ts";
import type { AlbVerifierOptions } from "./verifier-options.ts";

/** As much of a Koa context as this module needs; `identity` is set once the request is verified. */
export interface AuthContext {
  readonly req: IncomingMessage;
  readonly state: { identity?: Identity };
}

export type Next = () => Promise<unknown>;

/** Options of {@link albAuthentication}: a verifier to share, or what it takes to make one. */
export type AlbAuthenticationOptions = (AlbVerifierOptions | { readonly verifier: AlbVerifier }) & {
  /**
   * Whether a request with none of the three headers passes as anonymous. One with any of them is
   * verified all the same: a bad header is refused, never ignored.
   * @default false
   */
  readonly optional?: boolean;
};

/**
 * Koa middleware that verifies what the load balancer says about the user and puts it, frozen, into
 * `ctx.state.identity`; throws an {@link AuthError} otherwise. The raw headers are gone afterwards.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export function albAuthentication(options: AlbAuthenticationOptions) {
  const verifier = "verifier" in options ? options.verifier : new AlbVerifier(options);
  const optional = options.optional ?? false;

  function settle(ctx: AuthContext, next: Next, verdict: Verdict<Identity>): Promise<unknown> {
    if (verdict instanceof Rejection) {
      verifier.onOutcome?.(verdict.code);
      throw new AuthError(verdict.code, verdict.kid);
    }
    verifier.onOutcome?.("OK");
    ctx.state.identity = verdict;
    return next();
  }

  return function albAuthentication(ctx: AuthContext, next: Next): Promise<unknown> {
    if (isVerifiedIdentity(ctx.state.identity)) return next();
    const headers = takeOidcHeaders(ctx.req);
    if (headers === undefined && optional) {
      verifier.onOutcome?.("ANONYMOUS");
      return next();
    }
    if (headers === undefined) return settle(ctx, next, new Rejection("ERR_DATA_MISSING"));
    if (headers instanceof Rejection) return settle(ctx, next, headers);
    const verdict = verifier.verify(headers);
    return verdict instanceof Promise
      ? verdict.then((resolved) => settle(ctx, next, resolved))
      : settle(ctx, next, verdict);
  };
}
