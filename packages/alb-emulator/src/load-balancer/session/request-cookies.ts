import { headerValues, type RequestAttributes } from "../http/request-attributes.ts";

/** Cookies of a request by name; the first of several with one name. Values are not decoded. */
export function requestCookies(request: RequestAttributes): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of headerValues(request, "cookie").flatMap((header) => header.split(";"))) {
    const equals = pair.indexOf("=");
    const name = pair.slice(0, equals).trim();
    if (equals > 0 && !cookies.has(name)) cookies.set(name, pair.slice(equals + 1).trim());
  }
  return cookies;
}

/** A `Set-Cookie` value that deletes a cookie. */
export function expiredCookie(name: string): string {
  return `${name}=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure; HttpOnly; SameSite=None`;
}
