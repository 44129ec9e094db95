import type { AuthErrorCode } from "./error-codes.ts";

/** What a data token must say of itself before anything is spent on it. */
export interface DataTokenRules {
  /** ARNs of the load balancers we stand behind. */
  readonly signers: ReadonlySet<string>;
  readonly clientIds: ReadonlySet<string>;
  readonly issuer: string;
}

/** The protected header, once its values are known to be ours. */
export interface DataTokenHeader {
  readonly kid: string;
  readonly client: string;
  readonly iss: string;
  readonly exp: number;
}

export type JsonObject = { readonly [name: string]: unknown };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isKeyId(kid: unknown): kid is string {
  return typeof kid === "string" && kid.length === 36 && uuid.test(kid);
}

/**
 * Refuses what the unverified header gives away, so that a forged token costs neither a key fetch
 * nor a signature. Passing proves nothing yet: the signature covers these same bytes.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding
 */
export function checkDataTokenHeader(
  header: JsonObject,
  rules: DataTokenRules,
  nowSeconds: number,
): AuthErrorCode | undefined {
  if (header.alg !== "ES256") return "ERR_DATA_ALGORITHM";
  if (header.crit !== undefined || header.b64 !== undefined) return "ERR_DATA_MALFORMED";
  if (!isKeyId(header.kid)) return "ERR_DATA_KID";
  if (!rules.signers.has(header.signer as string)) return "ERR_DATA_SIGNER";
  if (!rules.clientIds.has(header.client as string)) return "ERR_DATA_CLIENT";
  if (header.iss !== rules.issuer) return "ERR_DATA_ISSUER";
  if (typeof header.exp !== "number") return "ERR_DATA_EXPIRY_MISSING";
  if (!(header.exp > nowSeconds)) return "ERR_DATA_EXPIRED";
  return undefined;
}

/** The JSON object in one base64url segment, with or without its padding. */
export function decodeSegment(segment: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, "base64url").toString("utf8"));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return value as JsonObject;
  } catch {
    return undefined;
  }
}
