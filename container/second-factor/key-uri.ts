import { encode } from "uqr";

/** A QR code: the path of its dark modules, in a square of `size` modules. */
export interface QrCode {
  readonly size: number;
  readonly path: string;
}

/**
 * What authenticator apps read from a QR code.
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function keyUri(key: {
  readonly secret: string;
  /** Whose codes they are. */
  readonly account: string;
  /** What they are for. */
  readonly issuer: string;
}): string {
  const issuer = encodeURIComponent(key.issuer);
  const label = `${issuer}:${encodeURIComponent(key.account)}`;
  return `otpauth://totp/${label}?secret=${key.secret}&issuer=${issuer}`;
}

/** As one path of squares: the pages allow no image from elsewhere, and the secret stays in the page. */
export function qrCodeOf(text: string): QrCode {
  const { data, size } = encode(text, { border: 0 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return { size, path };
}
