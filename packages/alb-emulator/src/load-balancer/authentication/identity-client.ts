import type { IdentityEndpoints } from "../../model/emulator-model.ts";
import type { ErrorReason } from "../../model/event.ts";
import { type LoginAction, providerName } from "../../model/login-action.ts";
import { causeHeader } from "../../model/user-pool-event.ts";
import { LoginError } from "./login-error.ts";

/** Response of the token endpoint. */
export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string | undefined;
  readonly refreshToken: string | undefined;
  readonly expiresInSeconds: number;
}

/** An endpoint, and the codes of its errors. */
interface Endpoint {
  readonly name: string;
  readonly failed: ErrorReason;
  readonly timeout: ErrorReason;
}

const tokenEndpoint: Endpoint = {
  name: "token endpoint",
  failed: "AuthTokenEpRequestFailed",
  timeout: "AuthTokenEpRequestTimeout",
};

const userInfoEndpoint: Endpoint = {
  name: "user info endpoint",
  failed: "AuthUserinfoEpRequestFailed",
  timeout: "AuthUserinfoEpRequestTimeout",
};

const timeoutMs = 10_000;

/** More than a session can hold; protects memory. */
const maxResponseBytes = 1024 * 1024;

/**
 * Calls token and user info endpoints, which the browser does not see. The trace id of the
 * browser's request goes along to endpoints of the emulator, which tells what their events belong to.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export class IdentityClient {
  /**
   * @param endpointsOf Where the identity provider of an action is reached.
   * @param unreachable Why the endpoints cannot be reached; `undefined` when they can.
   */
  constructor(
    private readonly endpointsOf: (login: LoginAction) => IdentityEndpoints,
    private readonly unreachable: (login: LoginAction) => string | undefined,
  ) {}

  exchangeCode(
    login: LoginAction,
    { code, redirectUri }: { readonly code: string; readonly redirectUri: string },
    traceId: string,
  ): Promise<Tokens> {
    const form = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
    return this.#token(login, form, traceId);
  }

  refresh(login: LoginAction, refreshToken: string, traceId: string): Promise<Tokens> {
    const form = { grant_type: "refresh_token", refresh_token: refreshToken };
    return this.#token(login, form, traceId);
  }

  async userInfo(
    login: LoginAction,
    accessToken: string,
    traceId: string,
  ): Promise<Readonly<Record<string, unknown>>> {
    const endpoints = this.endpointsOf(login);
    const { status, body } = await this.#request(login, userInfoEndpoint, endpoints.userInfoUrl, {
      headers: { authorization: `Bearer ${accessToken}`, ...cause(endpoints, traceId) },
    });
    const claims = jsonObject(body);
    if (status === 200 && typeof claims?.sub === "string") return claims;
    throw new LoginError(
      561,
      "AuthInvalidUserinfoResponse",
      `The user info endpoint returned ${status}: ${excerpt(body)}. It accepts only access tokens with the scope openid.`,
    );
  }

  async #token(login: LoginAction, form: Record<string, string>, traceId: string): Promise<Tokens> {
    const { clientId, clientSecret = "" } = login.provider;
    const credentials = `${clientId}:${clientSecret}`;
    const endpoints = this.endpointsOf(login);
    const { status, body } = await this.#request(login, tokenEndpoint, endpoints.tokenUrl, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
        ...cause(endpoints, traceId),
      },
      body: new URLSearchParams(form).toString(),
    });
    const response = jsonObject(body);
    if (status !== 200) throw tokenError(login, status, response, body);
    const { access_token, id_token, refresh_token, expires_in } = response ?? {};
    if (typeof access_token !== "string" || typeof expires_in !== "number") {
      throw new LoginError(
        561,
        "AuthInvalidTokenResponse",
        `The response of the token endpoint has no access_token or no expires_in: ${excerpt(body)}. Without them there is no session.`,
      );
    }
    return {
      accessToken: access_token,
      idToken: text(id_token),
      refreshToken: text(refresh_token),
      expiresInSeconds: expires_in,
    };
  }

  async #request(login: LoginAction, endpoint: Endpoint, url: string, init: RequestInit) {
    const unreachable = this.unreachable(login);
    if (unreachable !== undefined) throw new LoginError(500, endpoint.timeout, unreachable);
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { ...init, redirect: "manual", signal });
      return { status: response.status, body: await boundedText(response) };
    } catch (error) {
      if (error instanceof LoginError) throw error;
      const timedOut = (error as Error).name === "TimeoutError";
      throw new LoginError(
        500,
        timedOut ? endpoint.timeout : endpoint.failed,
        `The ${endpoint.name} ${timedOut ? `did not respond within ${timeoutMs / 1000} seconds` : `cannot be reached (${causeOf(error)})`}, so nobody can sign in. ${this.endpointsOf(login).isRemote ? `Check that ${url} is reachable from this machine, with a certificate that Node.js trusts (NODE_EXTRA_CA_CERTS).` : "Check that the emulator is running."}`,
      );
    }
  }
}

/** A real identity provider gets no header of the emulator. */
function cause({ isRemote = false }: IdentityEndpoints, traceId: string): Record<string, string> {
  return isRemote ? {} : { [causeHeader]: traceId };
}

/** `fetch failed` says nothing; its cause does. */
function causeOf(error: unknown): string {
  const { cause, message } = error as Error;
  const { code } = (cause ?? error) as NodeJS.ErrnoException;
  return code ?? (cause instanceof Error ? cause.message : message);
}

function tokenError(
  login: LoginAction,
  status: number,
  response: Readonly<Record<string, unknown>> | undefined,
  body: string,
): LoginError {
  if (response?.error === "invalid_grant") {
    return new LoginError(
      561,
      "AuthInvalidGrantError",
      `${providerName(login)} rejected the authorization code or refresh token (invalid_grant): it was used before, has expired, was revoked, or belongs to another client or callback URL.`,
    );
  }
  return new LoginError(
    561,
    "AuthInvalidTokenResponse",
    `The token endpoint returned ${status}: ${excerpt(body)}. invalid_client means that id or secret of the client is wrong.`,
  );
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > maxResponseBytes) {
      throw new LoginError(
        500,
        "AuthUserinfoResponseSizeExceeded",
        "The response is larger than 1 MB, and a session holds 11 KB of claims and access token. Give the user fewer attributes or groups.",
      );
    }
  }
  return text + decoder.decode();
}

function jsonObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function excerpt(body: string): string {
  return body.slice(0, 200);
}
