import { verify as verifySignature } from "node:crypto";
import { AlbAuthError } from "./alb-auth-error.ts";
import {
  checkDataTokenHeader,
  type DataTokenHeader,
  type DataTokenRules,
  isKeyId,
} from "./data-token-header.ts";
import { deepFreeze } from "./deep-freeze.ts";
import {
  decodeSegment,
  type JsonObject,
  maxTokenCharacters,
  signatureBytes,
  signedBytes,
} from "./jws.ts";
import type { LoadBalancerKeys, VerifyKey } from "./load-balancer-keys.ts";
import type { TokenCache } from "./token-cache.ts";

/** What a verified `x-amzn-oidc-data` says. */
export interface DataToken {
  readonly subject: string;
  readonly clientId: string;
  /** The user claims: the payload without `exp` and `iss`, deeply frozen. */
  readonly claims: JsonObject;
}

export interface DataTokenVerifierOptions extends DataTokenRules {
  readonly keys: LoadBalancerKeys;
  readonly cache: TokenCache<DataToken>;
}

/** Three base64url segments. The load balancer pads them and signs the padding as well. */
const compactJws = /^[\w-]+={0,2}\.[\w-]+={0,2}\.[\w-]*={0,2}$/;

const es256SignatureBytes = 64;

/** Cognito's claims are flat. Claims nested thousands of levels deep break what serializes them. */
const maxClaimDepth = 20;

/**
 * Verifies the load balancer's token (`x-amzn-oidc-data`).
 *
 * The signature is checked with `node:crypto` and not with `jose`: WebCrypto hands each small
 * signature to a worker thread and back, which takes longer than the signature itself.
 */
export class DataTokenVerifier {
  constructor(private readonly options: DataTokenVerifierOptions) {}

  /**
   * @param subjectOf verifies the access token of the same request and returns its user. Called only
   *   when the key is unknown, and it is fetched only for a user: anybody can write a key id.
   * @throws AlbAuthError
   */
  async verify(
    token: string,
    nowSeconds: number,
    subjectOf: () => Promise<string>,
  ): Promise<DataToken> {
    const { cache, keys } = this.options;
    const cached = cache.get(token, nowSeconds);
    if (cached !== undefined) return cached;
    assertCompactJws(token);
    const header = this.#readHeader(token, nowSeconds);
    const key = keys.cached(header.kid) ?? (await keys.fetch(header.kid, await subjectOf()));
    if (!isSignedBy(key, token)) {
      keys.refetch(header.kid);
      throw new AlbAuthError("ERR_DATA_SIGNATURE", { kid: header.kid });
    }
    const { exp, payload } = readPayload(token, header, nowSeconds);
    const verified: DataToken = {
      subject: payload.sub,
      clientId: header.client,
      claims: userClaims(payload, header.kid),
    };
    cache.set(token, verified, exp);
    return verified;
  }

  #readHeader(token: string, nowSeconds: number): DataTokenHeader {
    const header = decodeSegment(token.slice(0, token.indexOf(".")));
    if (header === undefined) throw new AlbAuthError("ERR_DATA_MALFORMED");
    const code = checkDataTokenHeader(header, this.options, nowSeconds);
    if (code !== undefined) {
      throw new AlbAuthError(code, isKeyId(header.kid) ? { kid: header.kid } : {});
    }
    return header as unknown as DataTokenHeader;
  }
}

function assertCompactJws(token: string): void {
  if (token.length > maxTokenCharacters) throw new AlbAuthError("ERR_DATA_OVERSIZE");
  const payloadAt = token.indexOf(".") + 1;
  const signatureAt = token.lastIndexOf(".") + 1;
  if (
    !compactJws.test(token) ||
    !isPaddingComplete(token, 0, payloadAt - 1) ||
    !isPaddingComplete(token, payloadAt, signatureAt - 1) ||
    !isPaddingComplete(token, signatureAt, token.length)
  ) {
    throw new AlbAuthError("ERR_DATA_MALFORMED");
  }
}

/** Partial padding would be a second spelling of the same bytes. */
function isPaddingComplete(token: string, from: number, to: number): boolean {
  return token[to - 1] !== "=" || (to - from) % 4 === 0;
}

function isSignedBy(key: VerifyKey, token: string): boolean {
  const signature = signatureBytes(token);
  if (signature.length !== es256SignatureBytes) return false;
  return verifySignature("sha256", signedBytes(token), key, signature);
}

type Payload = { [name: string]: unknown; sub: string };

/** The verified payload, which has to repeat the header's `iss` and `exp`. */
function readPayload(
  token: string,
  header: DataTokenHeader,
  nowSeconds: number,
): { exp: number; payload: Payload } {
  const { kid } = header;
  const payload = decodeSegment(token.slice(token.indexOf(".") + 1, token.lastIndexOf(".")));
  if (payload === undefined) throw new AlbAuthError("ERR_DATA_MALFORMED", { kid });
  const { exp, iss, sub } = payload;
  if (typeof exp !== "number") throw new AlbAuthError("ERR_DATA_EXPIRY_MISSING", { kid });
  if (!(exp > nowSeconds)) throw new AlbAuthError("ERR_DATA_EXPIRED", { kid });
  if (exp !== header.exp || iss !== header.iss) {
    throw new AlbAuthError("ERR_DATA_CLAIMS_DIFFER", { kid });
  }
  if (typeof sub !== "string" || sub === "") {
    throw new AlbAuthError("ERR_DATA_SUBJECT_MISSING", { kid });
  }
  return { exp, payload: payload as Payload };
}

/** Removed in place: a copy of the claims for every request costs measurable time. */
function userClaims(payload: Payload, kid: string): JsonObject {
  delete payload.iss;
  delete payload.exp;
  if (!deepFreeze(payload, maxClaimDepth)) throw new AlbAuthError("ERR_DATA_NESTED", { kid });
  return payload;
}
