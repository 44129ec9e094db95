import { type ReceivedResponse, sendRequest } from "../../support/send-request.ts";
import { host } from "./model.ts";

/** A response of the load balancer. */
export interface BrowserResponse extends ReceivedResponse {
  readonly setCookies: readonly string[];
  /** Empty when the response is not a redirect. */
  readonly location: string;
}

export interface BrowserOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
  /** Host name in AWS. */
  readonly host?: string;
}

/**
 * Sends requests to a load balancer on this machine and stores its cookies. Unlike a real browser
 * it sends paths as they are and every cookie to every host, and tests may change the cookies.
 */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(private readonly port: () => number) {}

  /** Value of the Cookie header. */
  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async get(path: string, options: BrowserOptions = {}): Promise<BrowserResponse> {
    const port = this.port();
    const cookie = this.cookieHeader;
    const response = await sendRequest({
      port,
      path,
      method: options.method ?? "GET",
      headers: {
        host: `${options.host ?? host}.localhost:${port}`,
        ...(cookie === "" ? {} : { cookie }),
        ...options.headers,
      },
      body: options.body,
    });
    const setCookies = response.headers["set-cookie"] ?? [];
    for (const setCookie of setCookies) this.#store(setCookie);
    return { ...response, setCookies, location: response.headers.location ?? "" };
  }

  /** Starts a sign-in at a page, and returns with a code as Cognito redirects the browser. */
  async signIn(path = "/", options: BrowserOptions = {}): Promise<BrowserResponse> {
    const redirect = await this.get(path, options);
    return this.get(`/oauth2/idpresponse?code=c1&state=${stateOf(redirect)}`, options);
  }

  #store(setCookie: string): void {
    const [pair = "", ...attributes] = setCookie.split(/;\s*/);
    const equals = pair.indexOf("=");
    const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice(8);
    if (expires && Date.parse(expires) < Date.now()) this.cookies.delete(pair.slice(0, equals));
    else this.cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
}

/** `state` of a redirect to Cognito, percent-encoded as it is there. */
export function stateOf({ location }: BrowserResponse): string {
  return /[?&]state=([^&]+)/.exec(location)?.[1] ?? "";
}
