import type { CookieTrace, HeaderTrace } from "../../model/event.ts";

type Header = readonly [name: string, value: string];

/** Enough to recognise a value, for a few hundred requests in memory. */
const maxValueLength = 1024;

/** Their values let whoever reads them act as the user. */
const credentials = new Set(["authorization", "proxy-authorization"]);

const cookieHeaders = new Set(["cookie", "set-cookie"]);

/** Headers without cookies; values of credentials are left out, long values are cut. */
export function headerTraces(headers: readonly Header[]): readonly HeaderTrace[] {
  return headers
    .filter(([name]) => !cookieHeaders.has(name.toLowerCase()))
    .map(([name, value]) => ({ name, value: shownValue(name, value) }));
}

function shownValue(name: string, value: string): string {
  if (credentials.has(name.toLowerCase())) return `(hidden, ${value.length} characters)`;
  if (value.length <= maxValueLength) return value;
  return `${value.slice(0, maxValueLength)}… (${value.length} characters)`;
}

/** @param cookies As a request sends them. */
export function cookieTraces(cookies: ReadonlyMap<string, string>): readonly CookieTrace[] {
  return [...cookies].map(([name, value]) => ({
    name,
    sizeBytes: Buffer.byteLength(`${name}${value}`),
    isRemoved: false,
  }));
}

/**
 * @param headers Values of `Set-Cookie`.
 * @param nowMs Milliseconds since 1970.
 */
export function setCookieTraces(headers: readonly string[], nowMs: number): readonly CookieTrace[] {
  return headers.map((header) => {
    const [pair = "", ...attributes] = header.split(";");
    const equals = pair.indexOf("=");
    const name = pair.slice(0, equals).trim();
    const value = pair.slice(equals + 1).trim();
    return {
      name,
      sizeBytes: Buffer.byteLength(`${name}${value}`),
      isRemoved: value === "" || attributes.some((attribute) => isPast(attribute, nowMs)),
    };
  });
}

function isPast(attribute: string, nowMs: number): boolean {
  const [name = "", value = ""] = attribute.split("=").map((part) => part.trim());
  if (name.toLowerCase() === "max-age") return Number(value) <= 0;
  return name.toLowerCase() === "expires" && Date.parse(value) <= nowMs;
}

/** The headers of a response, as Node holds them. */
export function responseHeaders(
  headers: Readonly<Record<string, string | number | readonly string[] | undefined>>,
): readonly Header[] {
  return Object.entries(headers).flatMap(([name, value = []]) =>
    (Array.isArray(value) ? value : [value]).map((each): Header => [name, String(each)]),
  );
}
