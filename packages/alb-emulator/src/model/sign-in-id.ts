import { createHash } from "node:crypto";

/**
 * Joins everything that belongs to one sign-in. The load balancer creates `state`, Cognito's pages
 * carry it along, and the callback returns it, so that both derive the same id.
 * @param state As decoded from a query.
 */
export function signInIdOf(state: string): string {
  // A query string decodes plus signs as spaces unless they were encoded.
  const text = state.replaceAll(" ", "+");
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}
