import type { SealedBox } from "./cookie-cipher.ts";
import { expiredCookie } from "./cookies.ts";
import type { Session } from "./session.ts";

/** A session cookie holds 16 KB in at most so many pieces. */
export const maximumShards = 4;

/** Browsers drop a cookie without a word when name and value exceed 4,096 bytes. */
const maximumPairBytes = 4090;

/** The cookie outlives every session; the session's own end is inside it. */
const cookieLifetimeMs = 7 * 24 * 60 * 60 * 1000;

/** What a request's session cookie says. */
export type SessionCookie =
  | { readonly type: "none" }
  | { readonly type: "session"; readonly session: Session; readonly shards: number }
  /** Once valid, such as one of an earlier run. */
  | { readonly type: "outdated" }
  | { readonly type: "forged" };

type Cookies = ReadonlyMap<string, string>;

/**
 * Reads the pieces `<name>-0`, `<name>-1` … of a session.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#session-timeout
 */
export function readSessionCookie(box: SealedBox, name: string, cookies: Cookies): SessionCookie {
  const values: string[] = [];
  for (let shard = 0; shard < maximumShards; shard++) {
    const value = cookies.get(`${name}-${shard}`);
    if (!value) break;
    values.push(value);
  }
  if (values.length === 0) return { type: "none" };
  // Not bound to the cookie's name: AWS documents no check that a session belongs to the rule.
  const opened = box.open("session", values.join(""));
  switch (opened.type) {
    case "content":
      return { type: "session", session: opened.content as Session, shards: values.length };
    case "foreign":
      return { type: "outdated" };
    case "forged":
      return { type: "forged" };
  }
}

/**
 * `Set-Cookie` values for a session, and for dropping pieces that a longer one left behind.
 * `undefined` when it does not fit.
 */
export function writeSessionCookie(
  box: SealedBox,
  name: string,
  session: Session,
  cookies: Cookies,
  nowMs: number,
): readonly string[] | undefined {
  const sealed = box.seal("session", session);
  const valueBytes = maximumPairBytes - `${name}-0=`.length;
  const count = Math.ceil(sealed.length / valueBytes);
  if (count > maximumShards) return undefined;
  const expires = new Date(nowMs + cookieLifetimeMs).toUTCString();
  const shards = Array.from({ length: count }, (_, shard) => {
    const value = sealed.slice(shard * valueBytes, (shard + 1) * valueBytes);
    return `${name}-${shard}=${value}; Expires=${expires}; Path=/; Secure; HttpOnly; SameSite=None`;
  });
  const leftOver = Array.from({ length: maximumShards - count }, (_, index) => count + index)
    .map((shard) => `${name}-${shard}`)
    .filter((shardName) => cookies.has(shardName));
  return [...shards, ...leftOver.map(expiredCookie)];
}
