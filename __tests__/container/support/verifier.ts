import { AlbVerifier } from "../../../container/alb-auth/alb-verifier";
import { Rejection } from "../../../container/alb-auth/auth-error";
import type { Identity } from "../../../container/alb-auth/identity";
import type { AlbVerifierOptions } from "../../../container/alb-auth/verifier-options";
import { KeyEndpoints } from "./key-endpoints";
import { clientId, issuer, loadBalancerArn, nowSeconds, type SignedInHeaders } from "./tokens";

/** A verifier on a clock that stands still until a test moves it. */
export class VerifierFixture {
  readonly endpoints = new KeyEndpoints();
  nowMilliseconds = nowSeconds * 1000;
  readonly verifier: AlbVerifier;

  constructor(options: Partial<AlbVerifierOptions> = {}) {
    this.verifier = new AlbVerifier({
      loadBalancerArns: [loadBalancerArn],
      clientIds: [clientId],
      issuer,
      fetch: this.endpoints.fetch,
      now: () => this.nowMilliseconds,
      retryDelayMilliseconds: 1,
      ...options,
    });
  }

  async outcome(headers: SignedInHeaders): Promise<Identity | string> {
    const verdict = await this.verifier.verify(headers);
    return verdict instanceof Rejection ? verdict.code : verdict;
  }

  passSeconds(seconds: number): void {
    this.nowMilliseconds += seconds * 1000;
  }
}
