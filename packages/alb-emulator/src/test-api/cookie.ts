/** A cookie, in the shape that Playwright's `storageState` and most test tools use. */
export interface BrowserCookie {
  readonly name: string;
  readonly value: string;
  /** Host name; with a dot in front, also for the names below it. Ports do not count for cookies. */
  readonly domain: string;
  readonly path: string;
  /** Seconds since 1970; -1 for a cookie that ends with the browser. */
  readonly expires: number;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite: "Strict" | "Lax" | "None";
}

/**
 * Reads a `Set-Cookie` header.
 * @returns `undefined` for one that browsers ignore
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-5.2
 */
export function parseSetCookie(header: string, url: URL, nowMs: number): BrowserCookie | undefined {
  const [pair = "", ...rest] = header.split(";");
  const equals = pair.indexOf("=");
  const name = pair.slice(0, equals).trim();
  if (equals < 1 || name === "") return undefined;
  const attributes = new Map(rest.map(parseAttribute));
  const domain = attributes.get("domain")?.replace(/^\./, "").toLowerCase();
  if (domain && !domainMatches(url.hostname, `.${domain}`)) return undefined;
  const path = attributes.get("path");
  return {
    name,
    value: pair.slice(equals + 1).trim(),
    domain: domain ? `.${domain}` : url.hostname,
    path: path?.startsWith("/") ? path : defaultPath(url.pathname),
    expires: expirySeconds(attributes, nowMs),
    httpOnly: attributes.has("httponly"),
    secure: attributes.has("secure"),
    sameSite: sameSiteOf(attributes.get("samesite")),
  };
}

/** Whether a request to this address sends the cookie. Names below `localhost` count as secure. */
export function isSentTo(cookie: BrowserCookie, url: URL): boolean {
  return domainMatches(url.hostname, cookie.domain) && pathMatches(url.pathname, cookie.path);
}

export function isExpired({ expires }: BrowserCookie, nowMs: number): boolean {
  return expires !== -1 && expires * 1000 <= nowMs;
}

function parseAttribute(text: string): readonly [string, string] {
  const [name = "", ...value] = text.split("=");
  return [name.trim().toLowerCase(), value.join("=").trim()];
}

function expirySeconds(attributes: ReadonlyMap<string, string>, nowMs: number): number {
  const maxAge = attributes.get("max-age");
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) {
    return Math.max(0, Math.floor(nowMs / 1000) + Number(maxAge));
  }
  const expires = Date.parse(attributes.get("expires") ?? "");
  return Number.isNaN(expires) ? -1 : Math.max(0, Math.floor(expires / 1000));
}

function domainMatches(host: string, domain: string): boolean {
  return domain.startsWith(".")
    ? host === domain.slice(1) || host.endsWith(domain)
    : host === domain;
}

/** @see https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4 */
function pathMatches(path: string, cookiePath: string): boolean {
  if (!path.startsWith(cookiePath)) return false;
  return (
    cookiePath.endsWith("/") || path.length === cookiePath.length || path[cookiePath.length] === "/"
  );
}

function defaultPath(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}

/** Browsers treat a cookie without the attribute as `Lax`. */
function sameSiteOf(value: string | undefined): BrowserCookie["sameSite"] {
  const known = { strict: "Strict", lax: "Lax", none: "None" } as const;
  return known[value?.toLowerCase() as keyof typeof known] ?? "Lax";
}
