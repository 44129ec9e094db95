import type { Listener, Rule } from "../../model/load-balancer.ts";
import type {
  AuthenticateCognitoAction,
  AuthenticateOidcAction,
  LoginAction,
} from "../../model/login-action.ts";

const maxSessionTimeoutSeconds = 604_800;
const maxExtraParameters = 10;

/** What AWS rejects in an authenticate action. */
export function loginErrors(
  { protocol, port }: Listener,
  { address }: Rule,
  action: LoginAction,
): readonly string[] {
  const errors: string[] = [];
  const { sessionTimeoutSeconds } = action;
  if (protocol !== "HTTPS") {
    errors.push(
      `${address} authenticates on an HTTP listener (port ${port}). Session cookies require HTTPS, so AWS accepts authenticate actions on HTTPS listeners only. Redirect to HTTPS instead.`,
    );
  }
  errors.push(
    ...(action.type === "authenticate-cognito"
      ? cognitoErrors(address, action)
      : oidcErrors(address, action)),
  );
  if (sessionTimeoutSeconds < 1 || sessionTimeoutSeconds > maxSessionTimeoutSeconds) {
    errors.push(
      `${address}: session_timeout ${sessionTimeoutSeconds} is not between 1 and ${maxSessionTimeoutSeconds} seconds.`,
    );
  }
  if (Object.keys(action.extraParameters).length > maxExtraParameters) {
    errors.push(
      `${address} has more than ${maxExtraParameters} authentication_request_extra_params. Remove some.`,
    );
  }
  return errors;
}

function cognitoErrors(
  address: string,
  { provider, userPoolDomain }: AuthenticateCognitoAction,
): readonly string[] {
  const errors: string[] = [];
  if (provider.clientSecret === undefined) {
    errors.push(
      `${address}: The user pool client must have a client secret. App client ${provider.clientName} has none: set generate_secret, which creates a new client.`,
    );
  }
  if (provider.baseUrl === undefined) {
    errors.push(
      `${address}: user_pool_domain "${userPoolDomain}" is not a domain of the user pool, so there is no hosted UI to sign in at. Declare an aws_cognito_user_pool_domain, and set user_pool_domain to its domain.`,
    );
  }
  return errors;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html */
function oidcErrors(address: string, { provider }: AuthenticateOidcAction): readonly string[] {
  const { issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint } = provider;
  const urls = {
    issuer,
    authorization_endpoint: authorizationEndpoint,
    token_endpoint: tokenEndpoint,
    user_info_endpoint: userInfoEndpoint,
  };
  return Object.entries(urls)
    .filter(([, url]) => !URL.canParse(url) || new URL(url).protocol !== "https:")
    .map(
      ([name, url]) =>
        `${address}: ${name} "${url}" is not a full URL with https, and AWS rejects it. Copy it from the /.well-known/openid-configuration of the identity provider.`,
    );
}
