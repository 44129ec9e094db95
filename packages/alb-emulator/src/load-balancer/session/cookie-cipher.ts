import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** The decrypted content of a text, or why there is none. */
export type Decrypted =
  | { readonly type: "content"; readonly content: unknown }
  /** Encrypted with another key, such as the key of an earlier run. */
  | { readonly type: "unknown-key" }
  /** Changed, or not encrypted by this class. */
  | { readonly type: "invalid" };

const keyIdBytes = 6;
const ivBytes = 12;
const tagBytes = 16;
const standardBase64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Encrypts and authenticates what browsers carry for the load balancer: sessions and sign-in states.
 * The text is standard base64, as AWS's is.
 * @see https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf
 */
export class CookieCipher {
  readonly #key: Buffer;
  readonly #keyId: Buffer;

  /** @param key 32 bytes. @default - random, so nothing encrypted before can be decrypted */
  constructor(key: Buffer = randomBytes(32)) {
    this.#key = key;
    this.#keyId = createHash("sha256").update(key).digest().subarray(0, keyIdBytes);
  }

  /** @param purpose A text encrypted for one purpose cannot be decrypted for another. */
  encrypt(purpose: string, content: unknown): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv("aes-256-gcm", this.#key, iv);
    cipher.setAAD(Buffer.from(purpose));
    const encrypted = [cipher.update(JSON.stringify(content), "utf8"), cipher.final()];
    return Buffer.concat([this.#keyId, iv, ...encrypted, cipher.getAuthTag()]).toString("base64");
  }

  decrypt(purpose: string, text: string): Decrypted {
    if (!standardBase64.test(text) || text.length % 4 !== 0) return { type: "invalid" };
    const bytes = Buffer.from(text, "base64");
    if (bytes.length < keyIdBytes + ivBytes + tagBytes) return { type: "invalid" };
    if (!bytes.subarray(0, keyIdBytes).equals(this.#keyId)) return { type: "unknown-key" };
    const iv = bytes.subarray(keyIdBytes, keyIdBytes + ivBytes);
    const decipher = createDecipheriv("aes-256-gcm", this.#key, iv);
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    try {
      const encrypted = bytes.subarray(keyIdBytes + ivBytes, -tagBytes);
      const json = Buffer.concat([decipher.update(encrypted), decipher.final()]).toString("utf8");
      return { type: "content", content: JSON.parse(json) };
    } catch {
      return { type: "invalid" };
    }
  }
}
