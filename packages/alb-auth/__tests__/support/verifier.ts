import type { KeyObject } from "node:crypto";
import { AlbAuthError, AlbVerifier, type AlbVerifierOptions, type Identity } from "../../index.ts";
import { KeyEndpoints } from "./key-endpoints.ts";
import {
  accessHeader,
  accessKid,
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
  subject,
  toRequestHeaders,
} from "./tokens.ts";

/** What the tokens of a request are made of. */
export interface HeaderParts {
  readonly kid: string;
  readonly accessKid: string;
  readonly user: string;
  readonly dataKey?: KeyObject;
  readonly accessKey?: KeyObject;
}

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
  async outcome(headers: Partial<SignedInHeaders>): Promise<Identity | string> {
    try {
      return await this.verifier.verify(toRequestHeaders(headers));
    } catch (error) {
      if (error instanceof AlbAuthError) return error.code;
      throw error;
    }
  }

  /** New headers, valid at the fixture's clock: not in any token cache. */
  freshHeaders(changes: Partial<HeaderParts> = {}): SignedInHeaders {
    const parts = { kid: dataKid, accessKid, user: subject, ...changes };
    const exp = Math.floor(this.nowMs / 1000) + 120;
    return signedInHeaders({
      data: signDataToken({
        header: dataHeader({ exp, kid: parts.kid }),
        payload: dataPayload({ exp, sub: parts.user }),
        ...(parts.dataKey && { key: parts.dataKey }),
      }),
      accessToken: signAccessToken({
        header: accessHeader({ kid: parts.accessKid }),
        payload: accessPayload({ exp: exp + 800, sub: parts.user }),
        ...(parts.accessKey && { key: parts.accessKey }),
      }),
      identity: parts.user,
    });
  }

  passSeconds(seconds: number): void {
    this.nowMs += seconds * 1000;
  }

  /** Sends new headers every ten seconds until the outcome changes: how long that took, at most a day. */
  async secondsUntil(expected: string): Promise<number> {
    for (let seconds = 0; seconds < 86_400; seconds += 10) {
      if ((await this.outcome(this.freshHeaders())) === expected) return seconds;
      await this.untilIdle();
      this.passSeconds(10);
    }
    throw new Error(`The outcome is not ${expected} after a day.`);
  }

  /** Waits for the fetches that no request waits for. Jest's timeout bounds it. */
  async untilIdle(): Promise<void> {
    await turn();
    while (this.endpoints.isBusy) await turn();
    await turn();
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
