import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { CompactEncrypt, compactDecrypt } from "jose";

/**
 * Cognito's refresh tokens are encrypted and some 1,700 characters long. The length matters: the
 * load balancer keeps them in its session cookie, so that sessions of a size met in AWS are met here.
 */
const plaintextBytes = 1_200;

/** Puts oidc-provider's short refresh tokens into that form, and takes them out again. */
export class RefreshTokens {
  readonly #key: KeyObject = createSecretKey(randomBytes(32));

  wrap(value: string): Promise<string> {
    return new CompactEncrypt(Buffer.from(value.padEnd(plaintextBytes)))
      .setProtectedHeader({ cty: "JWT", enc: "A256GCM", alg: "A256KW" })
      .encrypt(this.#key);
  }

  /** `undefined` for what this stand-in has not issued since it started. */
  async unwrap(token: string): Promise<string | undefined> {
    try {
      return Buffer.from((await compactDecrypt(token, this.#key)).plaintext)
        .toString()
        .trim();
    } catch {
      return undefined;
    }
  }
}
