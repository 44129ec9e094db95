import type { AppContext } from "./app-context";
import { RequestError } from "./request-error";

const maxBodyBytes = 16_384;

type BodyContext = Pick<AppContext, "req" | "is" | "set">;

/** The fields of a small JSON object or a form. */
export async function readFields(ctx: BodyContext): Promise<Readonly<Record<string, unknown>>> {
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

async function readBody(ctx: BodyContext): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Not destroyed when the loop ends early, so that the response can still be sent.
    for await (const chunk of ctx.req.iterator({ destroyOnReturn: false })) {
      length += (chunk as Buffer).length;
      if (length > maxBodyBytes) break;
      chunks.push(chunk as Buffer);
    }
  } catch {
    throw new RequestError("ERR_BODY_INVALID", "The body ended before it was complete.");
  }
  if (length > maxBodyBytes) {
    // The rest of the body is not read, so the connection cannot serve another request.
    ctx.set("Connection", "close");
    throw new RequestError("ERR_BODY_TOO_LARGE");
  }
  return Buffer.concat(chunks).toString("utf8");
}
