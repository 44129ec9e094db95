import { Agent as HttpAgent, type IncomingHttpHeaders, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { CookieJar } from "tough-cookie";
import type { ConnectTo } from "../command-line";
import type { Secrets } from "../hide-secrets";
import { addressOf, isLocal } from "./address";

/** One response, read to its end. */
export interface HttpResponse {
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** At most one megabyte of it. */
  readonly body: string;
  /** Absolute URL of a redirect. */
  readonly location: URL | undefined;
  /** When it arrived: milliseconds since 1970, on this machine. */
  readonly receivedAt: number;
}

/** Options of {@link DoctorClient}. */
export interface DoctorClientOptions {
  readonly secrets: Secrets;
  readonly userAgent: string | undefined;
  readonly connectTo: readonly ConnectTo[];
  /** Certificate authorities to trust, in PEM. @default - those of Node.js */
  readonly ca: readonly string[] | undefined;
  readonly timeoutMs: number;
}

export interface SendOptions {
  /** Sent as a form, with POST. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default - that of the client */
  readonly timeoutMs?: number;
}

const maxBodyBytes = 1024 * 1024;
const defaultUserAgent = "Mozilla/5.0 (compatible; alb-sign-in-doctor/1.0)";

/** A browser without scripts, which follows no redirect by itself. */
export class DoctorClient {
  readonly jar: CookieJar;
  readonly #options: DoctorClientOptions;
  readonly #unverified: Set<string>;
  readonly #agents = {
    http: new HttpAgent({ keepAlive: false }),
    https: new HttpsAgent({ keepAlive: false }),
  };

  constructor(options: DoctorClientOptions, unverified = new Set<string>()) {
    this.#options = options;
    this.#unverified = unverified;
    this.jar = new CookieJar(undefined, { looseMode: false });
  }

  /** Another browser, without cookies. */
  newBrowser(): DoctorClient {
    return new DoctorClient(this.#options, this.#unverified);
  }

  /** Goes on although the certificate of this host is not valid: no password must get there. */
  acceptAnyCertificate({ hostname }: URL): void {
    this.#unverified.add(hostname);
  }

  isVerified({ hostname }: URL): boolean {
    return !this.#unverified.has(hostname);
  }

  /** @throws Error of the connection, with a `code` */
  async send(url: URL, options: SendOptions = {}): Promise<HttpResponse> {
    const { secrets } = this.#options;
    const cookie = await this.jar.getCookieString(asSecure(url));
    const response = await this.#exchange(url, cookie, options);
    for (const header of response.headers["set-cookie"] ?? []) {
      const stored = await this.jar.setCookie(header, asSecure(url), { ignoreError: true });
      if (stored) secrets.add(stored.value);
    }
    for (const name of ["code", "state"]) {
      secrets.add(response.location?.searchParams.get(name) ?? "");
    }
    return response;
  }

  /** Names, values and attributes of the cookies that this URL would get. */
  cookies(url: URL) {
    return this.jar.getCookies(asSecure(url));
  }

  #exchange(url: URL, cookie: string, options: SendOptions): Promise<HttpResponse> {
    const { connectTo, ca, userAgent, timeoutMs } = this.#options;
    const { host, port } = addressOf(url, connectTo);
    const isSecure = url.protocol === "https:";
    const form = options.form && new URLSearchParams(options.form).toString();
    const headers = {
      host: url.host,
      "user-agent": userAgent ?? defaultUserAgent,
      accept: "text/html,application/xhtml+xml",
      "accept-language": "en",
      ...(form !== undefined && {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": String(Buffer.byteLength(form)),
        origin: url.origin,
      }),
      ...(cookie !== "" && { cookie }),
      ...options.headers,
    };
    const target = {
      host,
      port,
      path: `${url.pathname}${url.search}`,
      method: form === undefined ? "GET" : "POST",
      headers,
    };
    return new Promise((resolve, reject) => {
      const request = isSecure
        ? requestHttps({
            ...target,
            agent: this.#agents.https,
            servername: url.hostname,
            rejectUnauthorized: this.isVerified(url) && !isLocal(url),
            ...(ca !== undefined && { ca: [...ca] }),
          })
        : requestHttp({ ...target, agent: this.#agents.http });
      const limitMs = options.timeoutMs ?? timeoutMs;
      const timer = setTimeout(() => {
        request.destroy(
          Object.assign(new Error(`no response within ${limitMs / 1000} seconds`), {
            code: "ETIMEDOUT",
          }),
        );
      }, limitMs);
      request.once("error", (error) => {
        clearTimeout(timer);
        reject(error);
      });
      request.once("response", (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const finish = () => {
          clearTimeout(timer);
          const { location } = response.headers;
          resolve({
            url,
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
            location:
              location !== undefined && URL.canParse(location, url.href)
                ? new URL(location, url.href)
                : undefined,
            receivedAt: Date.now(),
          });
        };
        response.on("data", (chunk: Buffer) => {
          size += chunk.length;
          chunks.push(chunk);
          if (size > maxBodyBytes) {
            finish();
            request.destroy();
          }
        });
        response.once("end", finish);
        response.once("error", reject);
      });
      request.end(form);
    });
  }
}

/** Browsers treat names below `localhost` as secure, so that they keep `Secure` cookies. */
function asSecure(url: URL): string {
  return isLocal(url) ? url.href.replace(/^http:/, "https:") : url.href;
}

/** Why a connection failed, in words. */
export function connectionError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined || message.includes(code) || code === "ETIMEDOUT"
    ? message
    : `${message} (${code})`;
}
