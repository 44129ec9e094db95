export type JsonObject = { readonly [name: string]: unknown };

/**
 * A load balancer sends header lines of 16 KiB at most.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const maxTokenCharacters = 16_384;

/** The JSON object in one base64url segment, with or without padding. */
export function decodeSegment(segment: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, "base64url").toString("utf8"));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return value as JsonObject;
  } catch {
    return undefined;
  }
}

/** The part of a compact JWS that is signed, as the bytes that were sent. */
export function signedBytes(token: string): Buffer {
  return Buffer.from(token.slice(0, token.lastIndexOf(".")), "latin1");
}

export function signatureBytes(token: string): Buffer {
  return Buffer.from(token.slice(token.lastIndexOf(".") + 1), "base64url");
}
