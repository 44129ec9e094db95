import { AlbVerifier } from "../../src/alb-verifier.ts";
import { Rejection } from "../../src/auth-error.ts";
import type { Identity } from "../../src/identity.ts";
import type { AlbVerifierOptions } from "../../src/verifier-options.ts";
import { KeyEndpoints } from "./key-endpoints.ts";
import { clientId, issuer, loadBalancerArn, nowSeconds, type SignedInHeaders } from "./tokens.ts";

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
