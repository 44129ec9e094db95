/** Formats of images that Cognito's pages show. */
export type ImageType = "ICO" | "JPEG" | "PNG" | "SVG" | "WEBP";

/** First bytes in hexadecimal. */
const signatures: readonly (readonly [ImageType, RegExp])[] = [
  ["PNG", /^89504e470d0a1a0a/],
  ["JPEG", /^ffd8ff/],
  ["ICO", /^00000100/],
  ["WEBP", /^52494646.{8}57454250/],
];

/** The root element, after an XML declaration, comments and a document type. */
const svg = /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/;

/** The format of an image by its first bytes, whatever the file's name says. */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  const start = Buffer.from(bytes.subarray(0, 4096));
  const hex = start.toString("hex", 0, 16);
  const [binary] = signatures.find(([, signature]) => signature.test(hex)) ?? [];
  return binary ?? (svg.test(start.toString("utf8")) ? "SVG" : undefined);
}
