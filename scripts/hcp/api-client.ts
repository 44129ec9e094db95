import { setTimeout as delay } from "node:timers/promises";
import { UserError } from "../../config/user-error";
import { type ApiError, apiError } from "./api-error";
import type { ApiToken } from "./api-token";

/** Options of {@link ApiClient}. */
export interface ApiClientOptions {
  /** Such as `https://app.terraform.io`. */
  readonly origin: string;
  /** Host name for messages, such as `app.terraform.io`. */
  readonly hostname: string;
  readonly token: ApiToken;
  /** Ends every request and every pause. @default - none */
  readonly signal?: AbortSignal | undefined;
  /** Waits between attempts and between two looks at a run. @default - a timer */
  readonly pause?: ((milliseconds: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  /** For messages. */
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
}

const maxAttempts = 6;
const maxPauseMs = 30_000;
const requestTimeoutMs = 120_000;

/**
 * The API of HCP Terraform and Terraform Enterprise. Repeats what may be repeated: every request after
 * 429, and those that change nothing twice (GET, PUT) after a server error or a lost connection.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
export class ApiClient {
  readonly hostname: string;
  private readonly signal: AbortSignal | undefined;
  private readonly pauseFor: NonNullable<ApiClientOptions["pause"]>;

  constructor(private readonly options: ApiClientOptions) {
    this.hostname = options.hostname;
    this.signal = options.signal;
    this.pauseFor =
      options.pause ?? ((milliseconds, signal) => delay(milliseconds, undefined, { signal }));
  }

  /** @throws ApiError with the status of the response */
  async get<T>(path: string): Promise<T> {
    const response = await this.send(this.apiRequest("GET", path));
    return (await response.json()) as T;
  }

  /**
   * @returns the response's document; `undefined` where it has no body
   * @throws ApiError with the status of the response
   */
  async post<T>(path: string, document: unknown): Promise<T | undefined> {
    const response = await this.send(this.apiRequest("POST", path, JSON.stringify(document)));
    const text = await response.text();
    return text === "" ? undefined : (JSON.parse(text) as T);
  }

  /**
   * Uploads an archive. The URL contains its own permission, and the token must not be sent to it.
   * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/configuration-versions#upload-configuration-files
   */
  async upload(url: string, archive: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.send({
      method: "PUT",
      url,
      name: "the upload of the configuration",
      headers: { "Content-Type": "application/octet-stream" },
      body: archive,
    });
  }

  /** The text of a log. The URL contains its own permission, and the token must not be sent to it. */
  async readLog(url: string): Promise<string> {
    const response = await this.send({ method: "GET", url, name: "the log", headers: {} });
    return response.text();
  }

  async pause(milliseconds: number): Promise<void> {
    await this.pauseFor(milliseconds, this.signal);
  }

  private apiRequest(method: "GET" | "POST", path: string, body?: string): ApiRequest {
    const { origin, token } = this.options;
    return {
      method,
      url: `${origin}/api/v2${path}`,
      name: `${method} ${path}`,
      headers: {
        Authorization: `Bearer ${token.value}`,
        "Content-Type": "application/vnd.api+json",
      },
      body,
    };
  }

  private async send(request: ApiRequest): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.attempt(request);
      if (result instanceof Response) return result;
      if (!result.isRepeatable || attempt === maxAttempts) throw result.error;
      await this.pause(result.pauseMs ?? Math.min(maxPauseMs, 1_000 * 2 ** (attempt - 1)));
    }
  }

  private async attempt({ method, url, name, headers, body }: ApiRequest) {
    const { hostname } = this;
    const isSafe = method !== "POST";
    const timeout = AbortSignal.timeout(requestTimeoutMs);
    const signal = this.signal === undefined ? timeout : AbortSignal.any([this.signal, timeout]);
    let response: Response;
    try {
      response = await fetch(url, { method, headers, body: body ?? null, signal });
    } catch (error) {
      if (this.signal?.aborted) throw error;
      return { isRepeatable: isSafe, error: unreachable(name, hostname, error) };
    }
    if (response.ok) return response;
    const { status } = response;
    const tokenSource = this.options.token.source;
    const error = apiError(status, await response.text(), { name, hostname, tokenSource });
    return {
      isRepeatable: status === 429 || (isSafe && status >= 500),
      pauseMs: requestedPauseMs(response),
      error,
    };
  }
}

/** How long the server asks to wait, in seconds or as a date (RFC 9110, section 10.2.3). */
function requestedPauseMs({ headers }: Response): number | undefined {
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.min(maxPauseMs, Math.max(0, milliseconds));
}

function unreachable(name: string, hostname: string, error: unknown): UserError | ApiError {
  const { cause, message } = error as Error;
  const reason = cause instanceof Error && cause.message !== "" ? cause.message : message;
  return new UserError(
    `${name} did not reach ${hostname}: ${reason}.\nCheck the network and, for Terraform Enterprise, state.hostname in the environment file.`,
  );
}
