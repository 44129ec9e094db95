import { RequestError } from "./app-errors";
import type { AppContext } from "./app-state";

const maxBodyBytes = 16_384;

/** The fields of a small JSON object or a form. */
export async function readFields(ctx: AppContext): Promise<Readonly<Record<string, unknown>>> {
  const type = ctx.is("json", "urlencoded");
  if (typeof type !== "string") throw new RequestError("ERR_MEDIA_TYPE");
  const text = await readBody(ctx);
  if (type === "urlencoded") return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    throw new RequestError("ERR_BODY_INVALID", "The body is not JSON.");
  }
  throw new RequestError("ERR_BODY_INVALID", "The body is not a JSON object.");
}

async function readBody(ctx: AppContext): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Left alive when the loop is left, so that the refusal can still be sent.
    for await (const chunk of ctx.req.iterator({ destroyOnReturn: false })) {
      length += (chunk as Buffer).length;
      if (length > maxBodyBytes) break;
      chunks.push(chunk as Buffer);
    }
  } catch {
    throw new RequestError("ERR_BODY_INVALID", "The body ended before it was complete.");
  }
  if (length > maxBodyBytes) {
    // What is left of the body is not read, so the connection cannot serve another request.
    ctx.set("Connection", "close");
    throw new RequestError("ERR_BODY_TOO_LARGE");
  }
  return Buffer.concat(chunks).toString("utf8");
}
