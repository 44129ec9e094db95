import { Secret, TOTP } from "otpauth";

/** Bytes of a secret, as in Cognito: 52 characters of Base32. */
const secretBytes = 32;

/** Steps of 30 s before and after the current one whose codes are accepted: clocks differ. */
const window = 1;

/** A new secret of an authenticator app, in Base32. */
export function newTotpSecret(): string {
  return new Secret({ size: secretBytes }).base32;
}

/** These bytes as a secret, in Base32. */
export function totpSecretOf(bytes: Buffer): string {
  return new Secret({ buffer: new Uint8Array(bytes).buffer }).base32;
}

/**
 * The code that an authenticator app shows: SHA-1, 6 digits, 30 s.
 * @param secret In Base32.
 * @param nowMs Milliseconds since 1970.
 * @see https://www.rfc-editor.org/rfc/rfc6238
 */
export function totpCode(secret: string, nowMs: number): string {
  return totp(secret).generate({ timestamp: nowMs });
}

/** Codes are shown and typed in groups of three digits, so spaces do not count. */
export function isTotpCode(secret: string, code: string, nowMs: number): boolean {
  const token = code.replaceAll(" ", "");
  return totp(secret).validate({ token, timestamp: nowMs, window }) !== null;
}

/**
 * What the QR code of the set-up page holds.
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function totpUri(secret: string, issuer: string, label: string): string {
  return totp(secret, { issuer, label }).toString();
}

/** Whether the text is Base32 of 80 bits at least, as RFC 4226 wants it and authenticator apps read it. */
export function isTotpSecret(text: string): boolean {
  return /^[A-Z2-7]{16,}$/.test(text);
}

function totp(secret: string, names: { readonly issuer?: string; readonly label?: string } = {}) {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret) });
}
