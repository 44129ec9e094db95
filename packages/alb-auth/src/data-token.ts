import { AlbAuthError } from "./alb-auth-error.ts";
import {
  checkDataTokenHeader,
  type DataTokenHeader,
  type DataTokenRules,
  isKeyId,
} from "./data-token-header.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { decodeSegment, isSignedWithEs256, type JsonObject, maxTokenCharacters } from "./jws.ts";
import type { LoadBalancerKeys, VerifyKey } from "./load-balancer-keys.ts";
import type { TokenCache } from "./token-cache.ts";

/** What a verified `x-amzn-oidc-data` says. */
export interface DataToken {
  readonly subject: string;
  /** The user claims: the payload without `exp` and `iss`, deeply frozen. */
  readonly claims: JsonObject;
}

/** A data token of which only the header was read. */
export interface UnverifiedDataToken {
  readonly token: string;
  readonly header: DataTokenHeader;
}

export interface DataTokenVerifierOptions extends DataTokenRules {
  readonly keys: LoadBalancerKeys;
  readonly cache: TokenCache<DataToken>;
}

/** Three base64url segments. The load balancer pads them and signs the padding as well. */
const compactJws = /^[\w-]+={0,2}\.[\w-]+={0,2}\.[\w-]*={0,2}$/;

/** Cognito's claims are flat. Claims nested thousands of levels deep break what serializes them. */
const maxClaimDepth = 20;

/** Verifies the load balancer's token (`x-amzn-oidc-data`). */
export class DataTokenVerifier {
  constructor(private readonly options: DataTokenVerifierOptions) {}

  /** What an earlier request's verification found, unless the token has expired since. */
  cached(token: string, nowSeconds: number): DataToken | undefined {
    return this.options.cache.get(token, nowSeconds);
  }

  /**
   * Reads the header and rejects what it gives away.
   * @throws AlbAuthError
   */
  read(token: string, nowSeconds: number): UnverifiedDataToken {
    assertCompactJws(token);
    return { token, header: this.#readHeader(token, nowSeconds) };
  }

  /** The key that the header names, if it was fetched before. */
  cachedKey({ header }: UnverifiedDataToken): VerifyKey | undefined {
    return this.options.keys.cached(header.kid);
  }

  /**
   * Fetches the key that the header names.
   * @param subject the user whose verified access token came with the data token: a key is fetched
   *   only for a user, because anybody can write a key id
   * @throws AlbAuthError
   */
  fetchKey({ header }: UnverifiedDataToken, subject: string): Promise<VerifyKey> {
    return this.options.keys.fetch(header.kid, subject);
  }

  /**
   * @param key the key that the token's header names
   * @throws AlbAuthError
   */
  verify({ token, header }: UnverifiedDataToken, key: VerifyKey, nowSeconds: number): DataToken {
    if (!isSignedWithEs256(token, key)) {
      this.options.keys.refetch(header.kid);
      throw new AlbAuthError("ERR_DATA_SIGNATURE", { kid: header.kid });
    }
    const { exp, payload } = readPayload(token, header, nowSeconds);
    const verified: DataToken = {
      subject: payload.sub,
      claims: userClaims(payload, header.kid),
    };
    this.options.cache.set(token, verified, exp);
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
