import type { Context } from "koa";

const maxBytes = 64 * 1024;

/** The fields of a posted form. @throws HttpError 413 above 64 KiB, more than any client needs */
export async function readForm(ctx: Context): Promise<URLSearchParams> {
  return new URLSearchParams((await readBody(ctx)).toString());
}

/** The body of a request. @throws HttpError 413 above 64 KiB */
export async function readBody(ctx: Context): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) ctx.throw(413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
