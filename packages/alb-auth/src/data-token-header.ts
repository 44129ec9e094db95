import type { AlbAuthErrorCode } from "./error-codes.ts";
import type { JsonObject } from "./jws.ts";

/** What the header of a data token is compared with. */
export interface DataTokenRules {
  /** ARNs of the load balancers in front of this application. */
  readonly signers: ReadonlySet<string>;
  readonly clientIds: ReadonlySet<string>;
  /** Issuers of the user pools. */
  readonly issuers: ReadonlySet<string>;
}

/** The protected header after {@link checkDataTokenHeader}. */
export interface DataTokenHeader {
  readonly kid: string;
  readonly client: string;
  readonly iss: string;
  readonly exp: number;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isKeyId(kid: unknown): kid is string {
  return typeof kid === "string" && kid.length === 36 && uuid.test(kid);
}

/**
 * Rejects what the unverified header gives away, so that a forged token costs no key fetch and no
 * signature check. Passing proves nothing yet: the signature covers these same bytes.
 *
 * @returns the code to reject with, or `undefined` when the header is acceptable
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding
 */
export function checkDataTokenHeader(
  header: JsonObject,
  rules: DataTokenRules,
  nowSeconds: number,
): AlbAuthErrorCode | undefined {
  if (header.alg !== "ES256") return "ERR_DATA_ALGORITHM";
  if (header.crit !== undefined || header.b64 !== undefined) return "ERR_DATA_MALFORMED";
  if (!isKeyId(header.kid)) return "ERR_DATA_KID";
  if (!rules.signers.has(header.signer as string)) return "ERR_DATA_SIGNER";
  if (!rules.clientIds.has(header.client as string)) return "ERR_DATA_CLIENT";
  if (!rules.issuers.has(header.iss as string)) return "ERR_DATA_ISSUER";
  if (typeof header.exp !== "number") return "ERR_DATA_EXPIRY_MISSING";
  if (!(header.exp > nowSeconds)) return "ERR_DATA_EXPIRED";
  return undefined;
}
