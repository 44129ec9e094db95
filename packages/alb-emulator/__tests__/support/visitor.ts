import type { IncomingHttpHeaders } from "node:http";
import { CookieJar } from "tough-cookie";
import { sendRequest } from "./send-request.ts";

/** One response, read to its end. */
export interface HttpResponse {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Absolute URL of a redirect. */
  readonly location: string | undefined;
}

export interface SendOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const maxRedirects = 15;

/**
 * A browser without scripts: keeps cookies, resolves `*.localhost` to this machine, and treats plain
 * HTTP there as secure, as Chromium and Firefox do.
 */
export class Visitor {
  readonly jar = new CookieJar(undefined, { looseMode: false });

  async send(url: string, options: SendOptions = {}): Promise<HttpResponse> {
    const method = options.method ?? (options.form ? "POST" : "GET");
    const body = options.form ? new URLSearchParams(options.form).toString() : options.body;
    const cookie = await this.jar.getCookieString(asSecure(url));
    const response = await exchange(url, method, body, {
      Accept: "text/html,application/xhtml+xml",
      "User-Agent": "visitor",
      ...(options.form && { "Content-Type": "application/x-www-form-urlencoded" }),
      ...(body !== undefined && { "Content-Length": String(Buffer.byteLength(body)) }),
      ...(cookie && { Cookie: cookie }),
      ...options.headers,
    });
    for (const line of response.headers["set-cookie"] ?? []) {
      await this.jar.setCookie(line, asSecure(url));
    }
    return response;
  }

  /** Follows redirects. The last response is the page that the user sees. */
  async visit(url: string, options: SendOptions = {}): Promise<HttpResponse[]> {
    const responses = [await this.send(url, options)];
    for (;;) {
      const last = responses.at(-1) as HttpResponse;
      if (last.location === undefined || ![301, 302, 303, 307, 308].includes(last.status)) {
        return responses;
      }
      if (responses.length > maxRedirects) {
        throw new Error(`More than ${maxRedirects} redirects: ${last.url} → ${last.location}`);
      }
      responses.push(await this.send(last.location));
    }
  }

  /** Fills in the form with this action and submits it. */
  submit(page: HttpResponse, action: string, fields: Readonly<Record<string, string>>) {
    return this.visit(...this.#formRequest(page, action, fields));
  }

  /** As {@link submit}, without following redirects. */
  submitOnce(page: HttpResponse, action: string, fields: Readonly<Record<string, string>>) {
    return this.send(...this.#formRequest(page, action, fields));
  }

  #formRequest(page: HttpResponse, action: string, fields: Readonly<Record<string, string>>) {
    const form = formOf(page, action);
    const headers = { Origin: new URL(page.url).origin, "Sec-Fetch-Site": "same-origin" };
    return [form.url, { form: { ...form.hidden, ...fields }, headers }] as const;
  }

  async cookieNames(url: string): Promise<string[]> {
    return (await this.jar.getCookies(asSecure(url))).map((cookie) => cookie.key);
  }
}

/** The last of several responses. */
export function page(responses: readonly HttpResponse[]): HttpResponse {
  return responses.at(-1) as HttpResponse;
}

/** The form whose action has this path, with its hidden fields. */
export function formOf(page: HttpResponse, action: string) {
  for (const [, attributes = "", content = ""] of page.text.matchAll(
    /<form([^>]*)>([\s\S]*?)<\/form>/g,
  )) {
    const target = decodeEntities(/action="([^"]*)"/.exec(attributes)?.[1] ?? page.url);
    const url = new URL(target, page.url);
    if (url.pathname !== action) continue;
    const hidden: Record<string, string> = {};
    for (const [input] of content.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      hidden[/name="([^"]*)"/.exec(input)?.[1] ?? ""] = decodeEntities(
        /value="([^"]*)"/.exec(input)?.[1] ?? "",
      );
    }
    return { url: url.href, hidden };
  }
  throw new Error(`No form for ${action} on ${page.url} (${page.status}):\n${page.text}`);
}

function decodeEntities(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** Cookies of `http://…localhost` are stored and sent as for https. */
function asSecure(url: string): string {
  return url.replace(/^http:/, "https:");
}

async function exchange(
  url: string,
  method: string,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<HttpResponse> {
  const { port, host, hostname, protocol, pathname, search } = new URL(url);
  const isOverTls = protocol === "https:";
  const {
    status,
    headers: received,
    body: text,
  } = await sendRequest({
    protocol: isOverTls ? "https:" : "http:",
    port: Number(port) || (isOverTls ? 443 : 80),
    path: `${pathname}${search}`,
    method,
    headers: { Host: host, ...headers },
    body,
    servername: hostname,
  });
  const { location } = received;
  return {
    method,
    url,
    status,
    headers: received,
    text,
    location: location === undefined ? undefined : new URL(location, url).href,
  };
}
