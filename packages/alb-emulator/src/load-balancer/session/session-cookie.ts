import type { CookieCipher } from "./cookie-cipher.ts";
import { expiredCookie } from "./request-cookies.ts";
import { isTooLarge, type Session } from "./session.ts";

/** A session cookie has 16 KB at most, in this many shards. */
export const maxShards = 4;

/** Browsers silently drop a cookie whose name and value exceed 4,096 bytes. */
const maxPairBytes = 4090;

/** The cookie outlives every session; the session's own end is inside it. */
const cookieLifetimeMs = 7 * 24 * 60 * 60 * 1000;

/** What a request's session cookie says. */
export type SessionCookie =
  | { readonly type: "none" }
  | { readonly type: "session"; readonly session: Session; readonly shards: number }
  /** Encrypted with the key of an earlier run. */
  | { readonly type: "unknown-key" }
  | { readonly type: "invalid" };

type Cookies = ReadonlyMap<string, string>;

/**
 * Reads the shards `<name>-0`, `<name>-1` … of a session.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#session-timeout
 */
export function readSessionCookie(
  cipher: CookieCipher,
  name: string,
  cookies: Cookies,
): SessionCookie {
  const values: string[] = [];
  for (let shard = 0; shard < maxShards; shard++) {
    const value = cookies.get(`${name}-${shard}`);
    if (!value) break;
    values.push(value);
  }
  if (values.length === 0) return { type: "none" };
  // Not bound to the cookie's name: AWS documents no check that a session belongs to the rule.
  const decrypted = cipher.decrypt("session", values.join(""));
  switch (decrypted.type) {
    case "content":
      return { type: "session", session: decrypted.content as Session, shards: values.length };
    case "unknown-key":
    case "invalid":
      return { type: decrypted.type };
  }
}

/**
 * @returns `Set-Cookie` values for a session, and for deleting shards that a longer session left
 *   behind; `undefined` when the session is too large.
 */
export function writeSessionCookie(
  cipher: CookieCipher,
  name: string,
  session: Session,
  cookies: Cookies,
  nowMs: number,
): readonly string[] | undefined {
  if (isTooLarge(session.claims, session.accessToken)) return undefined;
  const encrypted = cipher.encrypt("session", session);
  const valueBytes = maxPairBytes - `${name}-0=`.length;
  const count = Math.ceil(encrypted.length / valueBytes);
  if (count > maxShards) return undefined;
  const expires = new Date(nowMs + cookieLifetimeMs).toUTCString();
  const shards = Array.from({ length: count }, (_, shard) => {
    const value = encrypted.slice(shard * valueBytes, (shard + 1) * valueBytes);
    return `${name}-${shard}=${value}; Expires=${expires}; Path=/; Secure; HttpOnly; SameSite=None`;
  });
  const leftOver = Array.from({ length: maxShards - count }, (_, index) => count + index)
    .map((shard) => `${name}-${shard}`)
    .filter((shardName) => cookies.has(shardName));
  return [...shards, ...leftOver.map(expiredCookie)];
}
