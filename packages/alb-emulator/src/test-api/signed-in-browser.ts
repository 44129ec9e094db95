import type { Clock } from "../model/clock.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { BrowserCookie } from "./cookie.ts";
import { CookieStore } from "./cookie-store.ts";
import { type BrowserResponse, isLocal, sendToLoopback } from "./loopback-request.ts";

/** Playwright's storage state: what `browser.newContext({ storageState })` takes. */
export interface StorageState {
  readonly cookies: BrowserCookie[];
  readonly origins: [];
}

/** As of the Fetch API. */
export interface FetchOptions {
  /** @default "GET" */
  readonly method?: string;
  readonly headers?: RequestInit["headers"];
  readonly body?: RequestInit["body"];
  /** Whether redirects on this machine are followed, those of a sign-in for further scopes too. @default "follow" */
  readonly redirect?: "follow" | "manual";
}

const maxRedirects = 20;
const redirects = new Set([301, 302, 303, 307, 308]);

/** A browser without a window: it has the cookies of one user, and sends requests with them. */
export class SignedInBrowser {
  readonly #store: CookieStore;

  /**
   * @param origin Address of the application, without a slash at its end.
   * @param now Clock of the emulator.
   */
  constructor(
    readonly origin: string,
    private readonly now: Clock,
  ) {
    this.#store = new CookieStore(now);
  }

  /** All cookies, those of the user pool too, with which further sign-ins need no password. */
  get cookies(): readonly BrowserCookie[] {
    return this.#store.all;
  }

  /**
   * `fetch` with the cookies, which responses change. Unlike Node's `fetch`, it reaches names below
   * `localhost` on every machine, and accepts the emulator's certificate.
   * @param address Path of the application, or an address on this machine.
   * @returns The last response; a redirect that leads to another machine is not followed.
   * @throws EmulatorError for an address on another machine, or after 20 redirects
   */
  async fetch(address: string | URL, options: FetchOptions = {}): Promise<Response> {
    const { redirect = "follow", ...init } = options;
    let url = this.#url(address);
    let request = new Request(url, { ...init, redirect: "manual" });
    const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
    let sent = { method: request.method, headers: new Headers(request.headers), body };
    for (let count = 0; count <= maxRedirects; count++) {
      const response = await this.send(url, sent.method, sent.headers, sent.body);
      const location = response.headers.get("location");
      if (redirect === "manual" || location === null || !redirects.has(response.status)) {
        return response;
      }
      url = new URL(location, url);
      if (!isLocal(url)) return response;
      // As browsers do; 307 and 308 keep method and body.
      if (response.status < 307 && sent.method !== "HEAD") {
        request = new Request(url, { headers: init.headers });
        sent = { method: "GET", headers: new Headers(request.headers), body: undefined };
      }
    }
    throw new EmulatorError(
      `${this.#url(address).href} leads through more than ${maxRedirects} redirects, the last one to ${url.href}. The inspector shows each of them.`,
    );
  }

  /** One request without following redirects; its cookies are stored. */
  async send(
    url: URL,
    method: string,
    headers: Headers,
    body?: Uint8Array,
  ): Promise<BrowserResponse> {
    const all = new Headers(headers);
    for (const [name, value] of Object.entries(this.headers(url))) all.set(name, value);
    if (!all.has("accept")) all.set("accept", "*/*");
    if (body) all.set("content-length", String(body.byteLength));
    const response = await sendToLoopback(url, method, all, body);
    this.#store.store(response.headers.getSetCookie(), url);
    return response;
  }

  /**
   * Headers for other HTTP clients, which send the request to {@link loopbackUrl}.
   * @param address @default - the application's first page
   */
  headers(address: string | URL = "/"): Record<string, string> {
    const url = this.#url(address);
    const cookie = this.cookieHeader(url);
    return { Host: url.host, ...(cookie && { Cookie: cookie }) };
  }

  /** Value of the `Cookie` header for a path of the application, or an address. Empty without cookies. */
  cookieHeader(address: string | URL = "/"): string {
    return this.#store.header(this.#url(address));
  }

  /** Origin for HTTP clients that do not resolve names below `localhost`; {@link headers} name the host. */
  get loopbackUrl(): string {
    const { protocol, port } = new URL(this.origin);
    return `${protocol}//127.0.0.1:${port}`;
  }

  /** For Playwright's `newContext` and `test.use`. Cookies end when they do by the emulator's clock. */
  storageState(): StorageState {
    const aheadSeconds = Math.round((this.now() - Date.now()) / 1000);
    const cookies = this.cookies.map((cookie) => ({
      ...cookie,
      // Real browsers have the machine's clock.
      expires: cookie.expires === -1 ? -1 : cookie.expires - aheadSeconds,
    }));
    return { cookies, origins: [] };
  }

  #url(address: string | URL): URL {
    const url = URL.canParse(String(address)) ? new URL(address) : new URL(address, this.origin);
    if (isLocal(url)) return url;
    throw new EmulatorError(
      `${url.href} is not an address on this machine, so the emulator does not serve it. Use a path, or an address such as ${this.origin}.`,
    );
  }
}
