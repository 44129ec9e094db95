import { headerValues, type RequestFacts } from "../http/request-attributes.ts";

/** Cookies of a request by name; the first of several with one name. Values are never decoded. */
export function requestCookies(facts: RequestFacts): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of headerValues(facts, "cookie").flatMap((header) => header.split(";"))) {
    const equals = pair.indexOf("=");
    const name = pair.slice(0, equals).trim();
    if (equals > 0 && !cookies.has(name)) cookies.set(name, pair.slice(equals + 1).trim());
  }
  return cookies;
}

/** What makes a browser drop a cookie. */
export function expiredCookie(name: string): string {
  return `${name}=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure; HttpOnly; SameSite=None`;
}
