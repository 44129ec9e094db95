import { type KeyObject, type VerifyKeyObjectInput, verify } from "node:crypto";

export type JsonObject = { readonly [name: string]: unknown };

/**
 * A load balancer sends header lines of 16 KiB at most.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const maxTokenCharacters = 16_384;

/**
 * Bytes of the token that is being verified. Reused, because four new buffers for each token make
 * work for the garbage collector (bench/container/README.md has the measurement). Only this file
 * writes to them, and never across an `await`.
 */
const signedBytes = Buffer.alloc(maxTokenCharacters);
const decodedBytes = Buffer.alloc(maxTokenCharacters);

const es256SignatureBytes = 64;

/** The JSON object in one base64url segment of a token, with or without padding. */
export function decodeSegment(segment: string): JsonObject | undefined {
  const { stackTraceLimit } = Error;
  // A stack trace that nobody sees is most of what invalid JSON costs.
  Error.stackTraceLimit = 0;
  try {
    const length = decodedBytes.write(segment, "base64url");
    const value: unknown = JSON.parse(decodedBytes.toString("utf8", 0, length));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return value as JsonObject;
  } catch {
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Signature of the load balancer. @see https://www.rfc-editor.org/rfc/rfc7518#section-3.4 */
export function isSignedWithEs256(token: string, key: VerifyKeyObjectInput): boolean {
  const parts = partsOf(token);
  return parts.signature.length === es256SignatureBytes && isSigned(parts, key);
}

/** Signature of the user pool. @see https://www.rfc-editor.org/rfc/rfc7518#section-3.3 */
export function isSignedWithRs256(token: string, key: KeyObject): boolean {
  return isSigned(partsOf(token), key);
}

interface SignedParts {
  /** The bytes as they were sent, padding included. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

function partsOf(token: string): SignedParts {
  const dotAt = token.lastIndexOf(".");
  const signedLength = signedBytes.write(token.slice(0, dotAt), "latin1");
  const signatureLength = decodedBytes.write(token.slice(dotAt + 1), "base64url");
  return {
    signed: signedBytes.subarray(0, signedLength),
    signature: decodedBytes.subarray(0, signatureLength),
  };
}

/**
 * With `node:crypto` and not with `jose`: WebCrypto hands each small signature to a worker thread and
 * back, which takes longer than the signature itself.
 */
function isSigned(
  { signed, signature }: SignedParts,
  key: KeyObject | VerifyKeyObjectInput,
): boolean {
  return verify("sha256", signed, key, signature);
}
