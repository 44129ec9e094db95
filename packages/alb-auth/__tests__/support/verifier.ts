import { AlbAuthError, AlbVerifier, type AlbVerifierOptions, type Identity } from "../../index.ts";
import { KeyEndpoints } from "./key-endpoints.ts";
import {
  accessPayload,
  clientId,
  dataHeader,
  dataKid,
  dataPayload,
  issuer,
  loadBalancerArn,
  nowSeconds,
  type SignedInHeaders,
  signAccessToken,
  signDataToken,
  signedInHeaders,
  toRequestHeaders,
} from "./tokens.ts";

/** A verifier whose clock stands still until a test moves it. */
export class VerifierFixture {
  readonly endpoints = new KeyEndpoints();
  nowMs = nowSeconds * 1000;
  readonly verifier: AlbVerifier;

  constructor(options: Partial<AlbVerifierOptions> = {}) {
    this.verifier = new AlbVerifier({
      loadBalancerArns: [loadBalancerArn],
      clientIds: [clientId],
      issuer,
      fetch: this.endpoints.fetch,
      now: () => this.nowMs,
      retryDelayMs: 1,
      ...options,
    });
  }

  /** The identity, or the code of the error. */
  async outcome(headers: SignedInHeaders): Promise<Identity | string> {
    try {
      return await this.verifier.verify(toRequestHeaders(headers));
    } catch (error) {
      if (error instanceof AlbAuthError) return error.code;
      throw error;
    }
  }

  /** New headers, valid at the fixture's clock: not in any token cache. */
  freshHeaders(kid = dataKid): SignedInHeaders {
    const exp = Math.floor(this.nowMs / 1000) + 120;
    return signedInHeaders({
      data: signDataToken({ header: dataHeader({ exp, kid }), payload: dataPayload({ exp }) }),
      accessToken: signAccessToken({ payload: accessPayload({ exp: exp + 800 }) }),
    });
  }

  passSeconds(seconds: number): void {
    this.nowMs += seconds * 1000;
  }

  /** Sends new headers until a background fetch has changed the outcome. Jest's timeout bounds it. */
  async untilOutcome(expected: string): Promise<void> {
    while ((await this.outcome(this.freshHeaders())) !== expected) await turn();
  }

  /** Waits for the fetches that no request waits for. Jest's timeout bounds it. */
  async untilPublicKeyFetches(count: number): Promise<void> {
    while (this.endpoints.publicKeyFetches < count || this.endpoints.isBusy) await turn();
    await turn();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
