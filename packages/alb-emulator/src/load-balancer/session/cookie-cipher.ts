import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** What came out of a sealed text: its content, or why there is none. */
export type Opened =
  | { readonly type: "content"; readonly content: unknown }
  /** Sealed with another key, such as that of an earlier run. */
  | { readonly type: "foreign" }
  /** Changed on its way, or never sealed. */
  | { readonly type: "forged" };

const keyIdLength = 6;
const ivLength = 12;
const tagLength = 16;
const standardBase64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Encrypts and authenticates what browsers carry for the load balancer: sessions and login states.
 * The text is standard base64, as AWS's is.
 * @see https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf
 */
export class SealedBox {
  readonly #key: Buffer;
  readonly #keyId: Buffer;

  /** @param key 32 bytes. @default - random: nothing sealed before can be opened */
  constructor(key: Buffer = randomBytes(32)) {
    this.#key = key;
    this.#keyId = createHash("sha256").update(key).digest().subarray(0, keyIdLength);
  }

  /** @param purpose A text sealed for one purpose cannot be opened for another. */
  seal(purpose: string, content: unknown): string {
    const iv = randomBytes(ivLength);
    const cipher = createCipheriv("aes-256-gcm", this.#key, iv);
    cipher.setAAD(Buffer.from(purpose));
    const encrypted = [cipher.update(JSON.stringify(content), "utf8"), cipher.final()];
    return Buffer.concat([this.#keyId, iv, ...encrypted, cipher.getAuthTag()]).toString("base64");
  }

  open(purpose: string, text: string): Opened {
    if (!standardBase64.test(text) || text.length % 4 !== 0) return { type: "forged" };
    const bytes = Buffer.from(text, "base64");
    if (bytes.length < keyIdLength + ivLength + tagLength) return { type: "forged" };
    if (!bytes.subarray(0, keyIdLength).equals(this.#keyId)) return { type: "foreign" };
    const iv = bytes.subarray(keyIdLength, keyIdLength + ivLength);
    const decipher = createDecipheriv("aes-256-gcm", this.#key, iv);
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(bytes.subarray(-tagLength));
    try {
      const encrypted = bytes.subarray(keyIdLength + ivLength, -tagLength);
      const json = Buffer.concat([decipher.update(encrypted), decipher.final()]).toString("utf8");
      return { type: "content", content: JSON.parse(json) };
    } catch {
      return { type: "forged" };
    }
  }
}
