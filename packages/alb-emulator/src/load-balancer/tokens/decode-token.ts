import type { DecodedToken } from "../../model/event.ts";

/** @returns header and payload of a JWT, unverified; `undefined` for anything else. */
export function decodeToken(token: string): DecodedToken | undefined {
  const [header, payload, signature] = token.split(".");
  if (!header || !payload || signature === undefined) return undefined;
  try {
    return { header: decode(header), payload: decode(payload) };
  } catch {
    return undefined;
  }
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
}
