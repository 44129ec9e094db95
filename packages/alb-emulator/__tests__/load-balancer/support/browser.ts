import { type IncomingHttpHeaders, request } from "node:http";
import { host } from "./model.ts";

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly setCookies: readonly string[];
  readonly location: string;
  readonly body: string;
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
  readonly localAddress?: string;
  /** Host name in AWS. */
  readonly host?: string;
}

/** Sends requests to a load balancer on this machine and keeps its cookies, as a browser does. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(private readonly port: () => number) {}

  get(target: string, options: RequestOptions = {}): Promise<Reply> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: "127.0.0.1",
          port: this.port(),
          path: target,
          method: options.method ?? "GET",
          headers: {
            host: `${options.host ?? host}.localhost:${this.port()}`,
            ...(cookie === "" ? {} : { cookie }),
            ...options.headers,
          },
          agent: false,
          maxHeaderSize: 128 * 1024,
          ...(options.localAddress ? { localAddress: options.localAddress } : {}),
        },
        (response) => {
          let body = "";
          response.on("data", (chunk) => {
            body += chunk;
          });
          response.once("error", reject);
          response.once("end", () => {
            const setCookies = response.headers["set-cookie"] ?? [];
            for (const text of setCookies) this.#keep(text);
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              rawHeaders: response.rawHeaders,
              setCookies,
              location: response.headers.location ?? "",
              body,
            });
          });
        },
      );
      outgoing.once("error", reject);
      outgoing.end(options.body);
    });
  }

  /** Begins a login at a page and comes back with a code, as Cognito would send the browser. */
  async signIn(target = "/", options: RequestOptions = {}): Promise<Reply> {
    const begun = await this.get(target, options);
    return this.get(`/oauth2/idpresponse?code=c1&state=${stateOf(begun)}`, options);
  }

  #keep(text: string): void {
    const [pair = "", ...attributes] = text.split(/;\s*/);
    const equals = pair.indexOf("=");
    const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice(8);
    if (expires && Date.parse(expires) < Date.now()) this.cookies.delete(pair.slice(0, equals));
    else this.cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
}

/** `state` of a redirect to the sign-in pages, percent-encoded as it stands there. */
export function stateOf({ location }: Reply): string {
  return /[?&]state=([^&]+)/.exec(location)?.[1] ?? "";
}
