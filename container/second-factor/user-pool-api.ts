import { RequestError } from "../http/request-error";

const timeoutMs = 5000;

/** Sends a request; Node's own `fetch` outside of tests. */
export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** What Cognito says of the second factors of a user. */
export interface SecondFactorState {
  /** Whether the codes of an authenticator app are asked for. */
  readonly hasAuthenticatorApp: boolean;
}

/** A code that is not the authenticator app's. */
export class WrongCodeError extends Error {
  override readonly name = "WrongCodeError";
}

/**
 * The operations of Cognito's API that users call for themselves. Each needs an access token of the user
 * with the scope `aws.cognito.signin.user.admin`; AWS credentials play no role.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 */
export class UserPoolApi {
  constructor(
    private readonly url: URL,
    private readonly fetch: Fetch = globalThis.fetch,
  ) {}

  async stateOf(accessToken: string): Promise<SecondFactorState> {
    const { UserMFASettingList: factors = [] } = await this.#call("GetUser", accessToken);
    const hasAuthenticatorApp = Array.isArray(factors) && factors.includes("SOFTWARE_TOKEN_MFA");
    return { hasAuthenticatorApp };
  }

  /** @returns a new secret in Base32, which takes the place of one that was not verified */
  async newSecret(accessToken: string): Promise<string> {
    const { SecretCode } = await this.#call("AssociateSoftwareToken", accessToken);
    return String(SecretCode);
  }

  /** @throws WrongCodeError when the code is not the one that the app shows for the new secret */
  async verifyCode(accessToken: string, code: string): Promise<void> {
    const { Status } = await this.#call("VerifySoftwareToken", accessToken, { UserCode: code });
    if (Status !== "SUCCESS") throw new WrongCodeError();
  }

  /** Whether each sign-in asks for a code of the authenticator app. */
  async askForCodes(accessToken: string, isAsked: boolean): Promise<void> {
    await this.#call("SetUserMFAPreference", accessToken, {
      SoftwareTokenMfaSettings: { Enabled: isAsked, PreferredMfa: isAsked },
    });
  }

  async #call(
    operation: string,
    accessToken: string,
    input: object = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    let response: Response;
    let body: Record<string, unknown>;
    try {
      response = await this.fetch(this.url, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-amz-json-1.1",
          "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}`,
        },
        body: JSON.stringify({ AccessToken: accessToken, ...input }),
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
      body = (await response.json()) as Record<string, unknown>;
    } catch (error) {
      throw unavailable(error);
    }
    if (response.ok) return body;
    throw errorOf(String(body.__type).split("#").pop() ?? "", response.status);
  }
}

/** @param name of the exception that Cognito's API returned */
function errorOf(name: string, status: number): Error {
  switch (name) {
    case "CodeMismatchException":
    case "EnableSoftwareTokenMFAException":
      return new WrongCodeError();
    case "NotAuthorizedException":
      return new RequestError(
        "ERR_COGNITO_TOKEN_REJECTED",
        "Your sign-in may not change this setting. Sign out, and sign in again.",
      );
    case "InvalidParameterException":
    case "SoftwareTokenMFANotFoundException":
      return new RequestError(
        "ERR_SECOND_FACTOR_OFF",
        "There is no second factor to set up here. Whoever runs this app can allow it.",
      );
    case "LimitExceededException":
    case "TooManyRequestsException":
      return new RequestError(
        "ERR_COGNITO_BUSY",
        "There were too many attempts. Try again in some minutes.",
      );
    default:
      return unavailable(new Error(`Cognito's API returned ${status} ${name}`));
  }
}

function unavailable(cause: unknown): RequestError {
  return new RequestError(
    "ERR_COGNITO_UNAVAILABLE",
    "This setting cannot be reached at the moment. Try again in a minute.",
    { cause },
  );
}
