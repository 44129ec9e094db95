import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";

/** The RSA keys of a JWKS by key id. */
export type KeySet = ReadonlyMap<string, KeyObject>;

/** What RS256 requires. @see https://www.rfc-editor.org/rfc/rfc7518#section-3.3 */
const minModulusBits = 2_048;

/**
 * Reads a JWKS. Keys for other purposes are left out, and so are key ids that two keys have: which
 * one a token means cannot be known.
 *
 * @throws Error when the text is not a JWKS or has no usable key
 * @see https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
export function parseKeySet(text: string): KeySet {
  const document = JSON.parse(text) as { readonly keys: readonly unknown[] };
  const keys = new Map<string, KeyObject>();
  const seen = new Set<string>();
  for (const jwk of document.keys) {
    if (!isVerificationKey(jwk)) continue;
    const key = importKey(jwk);
    if (key === undefined) continue;
    if (seen.has(jwk.kid)) keys.delete(jwk.kid);
    else keys.set(jwk.kid, key);
    seen.add(jwk.kid);
  }
  if (keys.size === 0) throw new TypeError("The JWKS has no RSA key for RS256.");
  return keys;
}

type VerificationKey = JsonWebKey & { readonly kid: string };

function isVerificationKey(value: unknown): value is VerificationKey {
  if (typeof value !== "object" || value === null) return false;
  const { kty, kid, use, alg, key_ops: operations } = value as JsonWebKey;
  return (
    kty === "RSA" &&
    typeof kid === "string" &&
    (use === undefined || use === "sig") &&
    (alg === undefined || alg === "RS256") &&
    (operations === undefined || (Array.isArray(operations) && operations.includes("verify")))
  );
}

function importKey({ n, e }: VerificationKey): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: { kty: "RSA", n, e } as JsonWebKey, format: "jwk" });
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return bits >= minModulusBits ? key : undefined;
  } catch {
    return undefined;
  }
}
