import { CookieJar } from "tough-cookie";
import type { Scheme } from "../model/address-book.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import { type HeaderPair, headerOf, type LocalResponse, sendLocally } from "./local-request.ts";

/** A request of a browser on this machine. */
export interface BrowserRequest {
  /** Local address, such as `http://tasks.example.com.localhost:8443/`. */
  readonly url: string;
  /** @default "GET" */
  readonly method?: string | undefined;
  /** Without `Host`; the jar's cookies are added to a `Cookie` header. @default [] */
  readonly headers?: readonly HeaderPair[] | undefined;
  readonly body?: string | undefined;
}

export interface BrowserResponse extends LocalResponse {
  readonly url: string;
  /** Absolute address of a redirect. */
  readonly location: string | undefined;
}

/** Where an emulator serves load balancers and user pools. */
export interface ServedPorts {
  /** IP address of this machine. */
  readonly address: string;
  readonly ports: ReadonlySet<number>;
}

const maxRedirects = 15;

/** The connection sets these itself. */
const ownHeaders = new Set([
  ...["host", "connection", "content-length", "transfer-encoding", "cookie", "expect"],
  ...["keep-alive", "proxy-connection", "te", "trailer", "upgrade"],
]);

/**
 * A browser without scripts that reaches this emulator only. It keeps cookies and, as Chromium and
 * Firefox do, treats plain HTTP at `*.localhost` as secure.
 */
export class LocalBrowser {
  readonly jar = new CookieJar(undefined, { looseMode: false });

  /** @param served Requests to anything else are not sent. */
  constructor(private readonly served: ServedPorts) {}

  /**
   * Sends one request. A redirect is not followed.
   * @throws EmulatorError when the address is not one of this emulator, or nothing responds.
   */
  async send(request: BrowserRequest): Promise<BrowserResponse> {
    const { url, method = "GET", headers = [], body } = request;
    const { scheme, authority, port, target } = this.#partsOf(url);
    const own = headers.filter(([name]) => name.toLowerCase() === "cookie").map(([, text]) => text);
    const cookies = [await this.jar.getCookieString(asSecure(url)), ...own].filter(Boolean);
    const response = await sendLocally({
      address: this.served.address,
      endpoint: { scheme, port },
      method,
      target,
      headers: [
        ["Host", authority],
        ...headers.filter(([name]) => !ownHeaders.has(name.toLowerCase())),
        ...(cookies.length > 0 ? ([["Cookie", cookies.join("; ")]] as const) : []),
        ...(body === undefined
          ? []
          : ([["Content-Length", String(Buffer.byteLength(body))]] as const)),
      ],
      body,
    });
    for (const [name, value] of response.headers) {
      if (name.toLowerCase() === "set-cookie") await this.setCookie(url, value);
    }
    const location = headerOf(response.headers, "location");
    const isRedirect = [301, 302, 303, 307, 308].includes(response.status);
    return {
      ...response,
      url,
      location: isRedirect && location !== undefined ? new URL(location, url).href : undefined,
    };
  }

  /**
   * Follows redirects by GET.
   * @param isEnd Whether this response is not followed. @default - every redirect is followed
   */
  async follow(
    first: BrowserResponse,
    isEnd: (response: BrowserResponse) => boolean = () => false,
  ): Promise<BrowserResponse> {
    let response = first;
    for (let count = 0; response.location !== undefined && !isEnd(response); count++) {
      if (count >= maxRedirects) {
        throw new EmulatorError(
          `More than ${maxRedirects} redirects, the last one from ${response.url} to ${response.location}.`,
        );
      }
      response = await this.send({ url: response.location });
    }
    return response;
  }

  /** @param header Value of `Set-Cookie`. One that a browser rejects is ignored. */
  async setCookie(url: string, header: string): Promise<void> {
    await this.jar.setCookie(header, asSecure(url), { ignoreError: true });
  }

  #partsOf(url: string) {
    const [, scheme, authority, target = ""] =
      /^(https?):\/\/((?:[^/?#\s:@]+|\[[^\]]*\])(?::\d+)?)([^#]*)/i.exec(url) ?? [];
    const isServed = URL.canParse(url) && this.served.ports.has(portOf(url));
    if (scheme === undefined || authority === undefined || !isServed) {
      throw new EmulatorError(
        `${url} is not an address of this emulator, so no request was sent there.`,
      );
    }
    return {
      scheme: scheme.toLowerCase() as Scheme,
      authority,
      port: portOf(url),
      target: target.startsWith("/") ? target : `/${target}`,
    };
  }
}

export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}

function asSecure(url: string): string {
  return url.replace(/^http:/i, "https:");
}
