import { KeyObject } from "node:crypto";
import { type CryptoKey, importJWK, type JWK } from "./jose.ts";

/** The RSA keys of a JWKS by key id. */
export type KeySet = ReadonlyMap<string, KeyObject>;

/** What RS256 requires. @see https://www.rfc-editor.org/rfc/rfc7518#section-3.3 */
const minModulusBits = 2_048;

/**
 * Reads a JWKS. Keys for other purposes are left out, and so are key ids that two keys have: which
 * one a token means cannot be known.
 *
 * @throws (rejects) Error when the text is not a JWKS or has no usable key
 * @see https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
export async function parseKeySet(text: string): Promise<KeySet> {
  const document = JSON.parse(text) as { readonly keys: readonly unknown[] };
  const keys = new Map<string, KeyObject>();
  const seen = new Set<string>();
  for (const jwk of document.keys) {
    if (!isVerificationKey(jwk)) continue;
    const key = await importKey(jwk);
    if (key === undefined) continue;
    if (seen.has(jwk.kid)) keys.delete(jwk.kid);
    else keys.set(jwk.kid, key);
    seen.add(jwk.kid);
  }
  if (keys.size === 0) throw new TypeError("The JWKS has no RSA key for RS256.");
  return keys;
}

type VerificationKey = JWK & { readonly kid: string };

function isVerificationKey(value: unknown): value is VerificationKey {
  if (typeof value !== "object" || value === null) return false;
  const { kty, kid, use, alg, key_ops: operations } = value as JWK;
  return (
    kty === "RSA" &&
    typeof kid === "string" &&
    (use === undefined || use === "sig") &&
    (alg === undefined || alg === "RS256") &&
    (operations === undefined || (Array.isArray(operations) && operations.includes("verify")))
  );
}

async function importKey({ n, e }: VerificationKey): Promise<KeyObject | undefined> {
  try {
    const key = KeyObject.from((await importJWK({ kty: "RSA", n, e }, "RS256")) as CryptoKey);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return bits >= minModulusBits ? key : undefined;
  } catch {
    return undefined;
  }
}
