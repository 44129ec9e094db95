import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { headerOf, type LocalResponse } from "../local-client/local-request.ts";
import type { ReplayedBody } from "./replay-request.ts";

const maxTextLength = 64 * 1024;

/** Against a small body that becomes a huge one. */
const maxDecodedBytes = 8 * 1024 * 1024;

const decoders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: (body) => gunzipSync(body, { maxOutputLength: maxDecodedBytes }),
  deflate: (body) => inflateSync(body, { maxOutputLength: maxDecodedBytes }),
  br: (body) => brotliDecompressSync(body, { maxOutputLength: maxDecodedBytes }),
};

/** What the inspector shows of a body. */
export function replayedBody({ headers, body }: LocalResponse): ReplayedBody {
  const type = headerOf(headers, "content-type") ?? "";
  const decoded = decode(body, headerOf(headers, "content-encoding"));
  const isText = /^text\/|[/+](json|xml|javascript|x-www-form-urlencoded)\b/i.test(type);
  if (!isText || decoded === undefined) {
    return { sizeBytes: body.length, text: undefined, isCut: false };
  }
  const text = decoded.toString("utf8");
  return {
    sizeBytes: body.length,
    text: text.slice(0, maxTextLength),
    isCut: text.length > maxTextLength,
  };
}

function decode(body: Buffer, encoding: string | undefined): Buffer | undefined {
  if (encoding === undefined || encoding === "identity") return body;
  try {
    return decoders[encoding.toLowerCase()]?.(body);
  } catch {
    return undefined;
  }
}
