import { maxShards } from "./session-cookie.ts";

const shardNumbers = new RegExp(`^[0-${maxShards - 1}]$`);

/**
 * A Cookie header without the shards of a session: each is cut out with the separator after it, and
 * the rest stays as it was sent. What remains may be empty, or end with a separator, as in AWS.
 * @param name Of the session cookie, without the number of a shard.
 */
export function withoutSessionCookie(header: string, name: string): string {
  return header
    .split(/(?<=;\s*)(?=[^;\s])/)
    .filter((pair) => !isShard(pair.slice(0, Math.max(pair.indexOf("="), 0)).trim(), name))
    .join("");
}

function isShard(cookie: string, name: string): boolean {
  return cookie.startsWith(`${name}-`) && shardNumbers.test(cookie.slice(name.length + 1));
}
