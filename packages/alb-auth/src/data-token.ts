import { verify as verifySignature } from "node:crypto";
import { Rejection, type Verdict } from "./auth-error.ts";
import {
  checkDataTokenHeader,
  type DataTokenHeader,
  type DataTokenRules,
  decodeSegment,
  isKeyId,
  type JsonObject,
} from "./data-token-header.ts";
import { deepFreeze } from "./deep-freeze.ts";
import type { PublicKeys, VerifyKey } from "./public-keys.ts";
import type { RecentTokens } from "./recent-tokens.ts";

/** What a verified `x-amzn-oidc-data` says. */
export interface DataToken {
  readonly subject: string;
  readonly clientId: string;
  /** The user claims: the payload without `exp` and `iss`, deeply frozen. */
  readonly claims: JsonObject;
}

export interface DataTokenVerifierOptions extends DataTokenRules {
  readonly keys: PublicKeys;
  readonly recent: RecentTokens<DataToken>;
}

/** A load balancer's header lines are 16 KiB at most. */
export const maxTokenCharacters = 16_384;

/** Three base64url segments; the load balancer pads them, and signs the padding with the rest. */
const compactJws = /^[\w-]+={0,2}\.[\w-]+={0,2}\.[\w-]*={0,2}$/;

const es256SignatureBytes = 64;

/**
 * Verifies the load balancer's token. Answers at once when the key is at hand: WebCrypto, and so
 * every library on top of it, would hop to a worker thread for one small signature and back, which
 * costs more than the signature itself.
 */
export class DataTokenVerifier {
  constructor(private readonly options: DataTokenVerifierOptions) {}

  verify(token: string, nowSeconds: number): Verdict<DataToken> | Promise<Verdict<DataToken>> {
    const remembered = this.options.recent.get(token, nowSeconds);
    if (remembered !== undefined) return remembered;
    if (token.length > maxTokenCharacters) return new Rejection("ERR_DATA_OVERSIZE");
    if (!compactJws.test(token)) return new Rejection("ERR_DATA_MALFORMED");
    const payloadAt = token.indexOf(".") + 1;
    const signatureAt = token.lastIndexOf(".") + 1;
    if (!isPadded(token, 0, payloadAt - 1) || !isPadded(token, payloadAt, signatureAt - 1)) {
      return new Rejection("ERR_DATA_MALFORMED");
    }
    if (!isPadded(token, signatureAt, token.length)) return new Rejection("ERR_DATA_MALFORMED");
    const header = decodeSegment(token.slice(0, payloadAt - 1));
    if (header === undefined) return new Rejection("ERR_DATA_MALFORMED");
    const fault = checkDataTokenHeader(header, this.options, nowSeconds);
    if (fault !== undefined) {
      return new Rejection(fault, isKeyId(header.kid) ? header.kid : undefined);
    }
    const ours = header as unknown as DataTokenHeader;
    const key = this.options.keys.get(ours.kid);
    return key instanceof Promise
      ? key.then((resolved) => this.#withKey(token, ours, resolved, nowSeconds))
      : this.#withKey(token, ours, key, nowSeconds);
  }

  #withKey(
    token: string,
    header: DataTokenHeader,
    key: Verdict<VerifyKey>,
    nowSeconds: number,
  ): Verdict<DataToken> {
    if (key instanceof Rejection) return key;
    const { kid } = header;
    const signatureAt = token.lastIndexOf(".");
    if (!isSignedBy(key, token, signatureAt)) {
      this.options.keys.reconsider(kid);
      return new Rejection("ERR_DATA_SIGNATURE", kid);
    }
    const payload = decodeSegment(token.slice(token.indexOf(".") + 1, signatureAt));
    if (payload === undefined) return new Rejection("ERR_DATA_MALFORMED", kid);
    const { exp, iss } = payload;
    if (typeof exp !== "number") return new Rejection("ERR_DATA_EXPIRY_MISSING", kid);
    if (!(exp > nowSeconds)) return new Rejection("ERR_DATA_EXPIRED", kid);
    if (exp !== header.exp || iss !== header.iss) {
      return new Rejection("ERR_DATA_CLAIMS_DIFFER", kid);
    }
    if (typeof payload.sub !== "string" || payload.sub === "") {
      return new Rejection("ERR_DATA_SUBJECT_MISSING", kid);
    }
    const verified: DataToken = {
      subject: payload.sub,
      clientId: header.client,
      claims: userClaims(payload),
    };
    this.options.recent.set(token, verified, exp);
    return verified;
  }
}

/** What is left without the two that are about the token; taken out in place, the last one first. */
function userClaims(payload: { [name: string]: unknown }): JsonObject {
  delete payload.iss;
  delete payload.exp;
  return deepFreeze(payload);
}

/** Padding is whole or absent: half of it would be another text for the same bytes. */
function isPadded(token: string, from: number, to: number): boolean {
  return token[to - 1] !== "=" || (to - from) % 4 === 0;
}

function isSignedBy(key: VerifyKey, token: string, signatureAt: number): boolean {
  const signature = Buffer.from(token.slice(signatureAt + 1), "base64url");
  if (signature.length !== es256SignatureBytes) return false;
  const signed = Buffer.from(token.slice(0, signatureAt), "latin1");
  return verifySignature("sha256", signed, key, signature);
}
