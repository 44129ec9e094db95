import type { IdentityEndpoints } from "../../model/emulator-model.ts";
import type { CognitoProvider } from "../../model/load-balancer.ts";
import { type ErrorReason, LoginFailure } from "./login-error.ts";

/** What the token endpoint answered. */
export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string | undefined;
  readonly refreshToken: string | undefined;
  readonly expiresInSeconds: number;
}

/** How an endpoint's failures are called. */
interface Reasons {
  readonly name: string;
  readonly failed: ErrorReason;
  readonly timeout: ErrorReason;
}

const tokenEndpoint: Reasons = {
  name: "token endpoint",
  failed: "AuthTokenEpRequestFailed",
  timeout: "AuthTokenEpRequestTimeout",
};

const userInfoEndpoint: Reasons = {
  name: "user info endpoint",
  failed: "AuthUserinfoEpRequestFailed",
  timeout: "AuthUserinfoEpRequestTimeout",
};

const timeoutMs = 10_000;

/** Anything beyond this cannot become a session, and would only fill memory. */
const maximumResponseBytes = 1024 * 1024;

/**
 * Talks to Cognito behind the browser's back.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export class IdentityClient {
  /** @param unreachable Why the endpoints cannot be reached; undefined when they can. */
  constructor(
    private readonly endpoints: IdentityEndpoints,
    private readonly unreachable: string | undefined,
  ) {}

  exchangeCode(provider: CognitoProvider, code: string, redirectUri: string): Promise<Tokens> {
    return this.#token(provider, {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
    });
  }

  refresh(provider: CognitoProvider, refreshToken: string): Promise<Tokens> {
    return this.#token(provider, { grant_type: "refresh_token", refresh_token: refreshToken });
  }

  async userInfo(accessToken: string): Promise<Readonly<Record<string, unknown>>> {
    const { status, body } = await this.#request(userInfoEndpoint, this.endpoints.userInfoUrl, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const claims = jsonObject(body);
    if (status === 200 && typeof claims?.sub === "string") return claims;
    throw new LoginFailure(
      561,
      "AuthInvalidUserinfoResponse",
      `The user info endpoint answered ${status}: ${excerpt(body)}. It takes access tokens with the scope openid only.`,
    );
  }

  async #token(provider: CognitoProvider, form: Record<string, string>): Promise<Tokens> {
    const credentials = `${provider.clientId}:${provider.clientSecret ?? ""}`;
    const { status, body } = await this.#request(tokenEndpoint, this.endpoints.tokenUrl, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams(form).toString(),
    });
    const answer = jsonObject(body);
    if (status !== 200) throw refusedToken(status, answer, body);
    const { access_token, id_token, refresh_token, expires_in } = answer ?? {};
    if (typeof access_token !== "string" || typeof expires_in !== "number") {
      throw new LoginFailure(
        561,
        "AuthInvalidTokenResponse",
        `The token endpoint answered without access_token or expires_in: ${excerpt(body)}.`,
      );
    }
    return {
      accessToken: access_token,
      idToken: text(id_token),
      refreshToken: text(refresh_token),
      expiresInSeconds: expires_in,
    };
  }

  async #request(reasons: Reasons, url: string, init: RequestInit) {
    if (this.unreachable !== undefined) {
      throw new LoginFailure(500, reasons.timeout, this.unreachable);
    }
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { ...init, redirect: "manual", signal });
      return { status: response.status, body: await boundedText(response) };
    } catch (error) {
      if (error instanceof LoginFailure) throw error;
      const timedOut = (error as Error).name === "TimeoutError";
      throw new LoginFailure(
        500,
        timedOut ? reasons.timeout : reasons.failed,
        `The ${reasons.name} ${timedOut ? `did not answer within ${timeoutMs / 1000} seconds` : "cannot be reached"}.`,
      );
    }
  }
}

function refusedToken(status: number, answer: Record<string, unknown> | undefined, body: string) {
  const grantRefused = answer?.error === "invalid_grant";
  return new LoginFailure(
    561,
    grantRefused ? "AuthInvalidGrantError" : "AuthInvalidTokenResponse",
    grantRefused
      ? "Cognito refused the code or refresh token (invalid_grant): it was used before, has expired, was revoked, or belongs to another client or callback URL."
      : `The token endpoint answered ${status}: ${excerpt(body)}. With invalid_client, the app client's id or secret is wrong.`,
  );
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > maximumResponseBytes) {
      throw new LoginFailure(
        500,
        "AuthUserinfoResponseSizeExceeded",
        "Cognito's answer is larger than 1 MB. A session holds 11 KB of claims and access token.",
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
