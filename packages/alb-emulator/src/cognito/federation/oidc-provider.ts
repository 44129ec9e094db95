import * as client from "openid-client";
import type { FederatedIdentity } from "../users/federated-user.ts";
import {
  attributeText,
  type ExternalProvider,
  FederationError,
  type StartedSignIn,
} from "./external-provider.ts";

/** Settings of {@link OidcProvider}. */
export interface OidcProviderSettings {
  /** Its configuration is read from `/.well-known/openid-configuration` below it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Separated by spaces. */
  readonly scope: string;
  /** Method of the request for the user's attributes. */
  readonly attributesRequestMethod: "GET" | "POST";
}

const callbackPath = "/oauth2/idpresponse";

/**
 * A provider of OpenID Connect on the network: code flow with PKCE, state and nonce; the ID token's
 * signature is verified with the provider's keys.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-flow.html
 */
export class OidcProvider implements ExternalProvider {
  #configuration: Promise<client.Configuration> | undefined;

  constructor(private readonly settings: OidcProviderSettings) {}

  registration(domainUrl: string): string {
    return `signs users in at ${this.settings.issuer}. Register the redirect URI ${domainUrl}${callbackPath} there`;
  }

  async begin(state: string, domainUrl: string): Promise<StartedSignIn> {
    const configuration = await this.#discover();
    const redirectUri = `${domainUrl}${callbackPath}`;
    const nonce = client.randomNonce();
    const codeVerifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: this.settings.scope,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: "S256",
    });
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier };
    return {
      url: url.href,
      complete: (response) =>
        this.#complete(configuration, new URL(`${redirectUri}?${response}`), checks),
    };
  }

  async #complete(
    configuration: client.Configuration,
    callback: URL,
    checks: client.AuthorizationCodeGrantChecks,
  ): Promise<FederatedIdentity> {
    try {
      const tokens = await client.authorizationCodeGrant(configuration, callback, {
        ...checks,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new FederationError("The provider returned no ID token.");
      const userInfo = await this.#userInfo(configuration, tokens.access_token, claims.sub);
      return {
        userId: claims.sub,
        claims: Object.fromEntries(
          Object.entries({ ...claims, ...userInfo }).map(([name, value]) => [
            name,
            attributeText(value),
          ]),
        ),
      };
    } catch (error) {
      throw failed(error, "The sign-in at the provider failed");
    }
  }

  async #userInfo(
    configuration: client.Configuration,
    accessToken: string,
    subject: string,
  ): Promise<client.UserInfoResponse | undefined> {
    const { userinfo_endpoint: endpoint } = configuration.serverMetadata();
    if (endpoint === undefined) return undefined;
    if (this.settings.attributesRequestMethod === "GET") {
      return client.fetchUserInfo(configuration, accessToken, subject);
    }
    const url = new URL(endpoint);
    const response = await client.fetchProtectedResource(configuration, accessToken, url, "POST");
    const userInfo = (await response.json()) as client.UserInfoResponse;
    if (userInfo.sub === subject) return userInfo;
    throw new FederationError("The user info of the provider is another user's than its ID token.");
  }

  /** Once it succeeded, for every sign-in. */
  #discover(): Promise<client.Configuration> {
    this.#configuration ??= this.#readConfiguration().catch((error: unknown) => {
      this.#configuration = undefined;
      throw failed(error, `The configuration of ${this.settings.issuer} cannot be read`);
    });
    return this.#configuration;
  }

  #readConfiguration(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    // Cognito sends the secret in the form, and reads only issuers with HTTPS; a provider of this machine
    // may do without.
    const isLocal = new URL(issuer).protocol === "http:";
    return client.discovery(
      new URL(issuer),
      clientId,
      undefined,
      client.ClientSecretPost(clientSecret),
      {
        execute: [client.enableNonRepudiationChecks, ...(isLocal ? [allowHttp] : [])],
      },
    );
  }
}

const allowHttp = client.allowInsecureRequests;

function failed(error: unknown, what: string): FederationError {
  if (error instanceof FederationError) return error;
  const {
    message,
    error: code,
    error_description: description,
    cause,
  } = error as {
    message?: string;
    error?: string;
    error_description?: string;
    cause?: unknown;
  };
  const reasons = [code, description, code === undefined ? message : undefined, reasonOf(cause)];
  return new FederationError(`${what}: ${reasons.filter(Boolean).join(": ")}`, { cause: error });
}

function reasonOf(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}
