export type OnUnauthenticatedRequest = "authenticate" | "deny" | "allow";

/** What both authenticate actions have. */
interface LoginSettings {
  readonly scope: string;
  readonly sessionCookieName: string;
  readonly sessionTimeoutSeconds: number;
  readonly onUnauthenticatedRequest: OnUnauthenticatedRequest;
  readonly extraParameters: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateCognitoActionConfig.html */
export interface AuthenticateCognitoAction extends LoginSettings {
  readonly type: "authenticate-cognito";
  readonly userPoolArn: string;
  /** Prefix, or full name of a custom domain. */
  readonly userPoolDomain: string;
  readonly provider: CognitoProvider;
}

/** What a load balancer looks up from user pool, domain and app client. */
export interface CognitoProvider {
  readonly issuer: string;
  /** Origin of the user pool domain; absent where the pool has no such domain. */
  readonly baseUrl: string | undefined;
  readonly clientId: string;
  readonly clientName: string;
  readonly clientSecret: string | undefined;
  /** Used to explain errors only: a load balancer does not check requests against them. */
  readonly allowedOAuthFlows: readonly string[];
  readonly allowedOAuthScopes: readonly string[];
  readonly callbackUrls: readonly string[];
  /** Whether its callback URLs are not known. @default false */
  readonly acceptsAnyUrl?: boolean | undefined;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html */
export interface AuthenticateOidcAction extends LoginSettings {
  readonly type: "authenticate-oidc";
  readonly provider: OidcProvider;
}

/** An identity provider and its client, as the action declares them. */
export interface OidcProvider {
  /** `iss` of its ID tokens. */
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly userInfoEndpoint: string;
  readonly clientId: string;
  /** Absent where only AWS knows it, such as a secret of Secrets Manager. */
  readonly clientSecret: string | undefined;
}

export type LoginAction = AuthenticateCognitoAction | AuthenticateOidcAction;

export function isLogin<Action extends { readonly type: string }>(
  action: Action,
): action is Extract<Action, LoginAction> {
  return action.type === "authenticate-cognito" || action.type === "authenticate-oidc";
}

/** Where the identity provider's endpoints are in AWS, or on the internet. */
export interface LoginEndpoints {
  readonly authorization: string;
  readonly token: string;
  readonly userInfo: string;
}

/** @returns `undefined` for a user pool without this domain. */
export function loginEndpoints(login: LoginAction): LoginEndpoints | undefined {
  if (login.type === "authenticate-oidc") {
    const { authorizationEndpoint, tokenEndpoint, userInfoEndpoint } = login.provider;
    return {
      authorization: authorizationEndpoint,
      token: tokenEndpoint,
      userInfo: userInfoEndpoint,
    };
  }
  const { baseUrl } = login.provider;
  return baseUrl === undefined
    ? undefined
    : {
        authorization: `${baseUrl}/oauth2/authorize`,
        token: `${baseUrl}/oauth2/token`,
        userInfo: `${baseUrl}/oauth2/userInfo`,
      };
}

/** Name of the identity provider, for messages. */
export function providerName(login: LoginAction): string {
  return login.type === "authenticate-cognito" ? "Cognito" : login.provider.issuer;
}

/** Name of the client, for messages. */
export function clientName(login: LoginAction): string {
  return login.type === "authenticate-cognito"
    ? `app client ${login.provider.clientName}`
    : `client ${login.provider.clientId}`;
}
