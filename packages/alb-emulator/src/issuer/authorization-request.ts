import type { IssuerClient, IssuerModel } from "./issuer-model.ts";

/** Query of the authorization request, which the sign-in page carries along. */
export type AuthorizationQuery = Readonly<Record<string, string | string[] | undefined>>;

export interface ValidAuthorizationRequest {
  readonly type: "valid";
  readonly client: IssuerClient;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  /** S256 challenge of PKCE, which load balancers do not send. */
  readonly codeChallenge: string | undefined;
  readonly prompt: readonly string[];
}

/** Shown on a page, because no callback URL can be trusted with the error. */
export interface AuthorizationErrorPage {
  readonly type: "error-page";
  readonly error: string;
  readonly explanation: string;
}

/** Sent to the callback URL. */
export interface AuthorizationErrorRedirect {
  readonly type: "error-redirect";
  readonly client: IssuerClient;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly error: string;
  readonly explanation: string;
}

export type AuthorizationRequest =
  | ValidAuthorizationRequest
  | AuthorizationErrorPage
  | AuthorizationErrorRedirect;

/** @see https://openid.net/specs/openid-connect-core-1_0.html#AuthRequestValidation */
export function checkAuthorizationRequest(
  { clients, callbackUrls, issuer }: IssuerModel,
  query: AuthorizationQuery,
): AuthorizationRequest {
  const client = clients.find(({ clientId }) => clientId === query.client_id);
  if (client === undefined) {
    return {
      type: "error-page",
      error: "invalid_client",
      explanation: `No authenticate-oidc action signs in at ${issuer} with client "${query.client_id ?? ""}". Known clients: ${clients.map(({ clientId }) => clientId).join(", ")}.`,
    };
  }
  const redirectUri = text(query.redirect_uri);
  if (redirectUri === undefined || !callbackUrls.includes(redirectUri)) {
    return {
      type: "error-page",
      error: "invalid_redirect_uri",
      explanation: `"${redirectUri ?? ""}" is not a callback URL of a load balancer that signs in here (${callbackUrls.join(", ")}). Open the application by one of these host names. The real identity provider needs the callback URL registered.`,
    };
  }
  const state = text(query.state);
  const issue = issueOf(query);
  if (issue !== undefined) return { type: "error-redirect", client, redirectUri, state, ...issue };
  return {
    type: "valid",
    client,
    redirectUri,
    scope: text(query.scope) ?? "",
    state,
    nonce: text(query.nonce),
    codeChallenge: text(query.code_challenge),
    prompt: (text(query.prompt) ?? "").split(" "),
  };
}

type Issue = Pick<AuthorizationErrorRedirect, "error" | "explanation">;

function issueOf(query: AuthorizationQuery): Issue | undefined {
  const repeated = Object.keys(query).find((name) => Array.isArray(query[name]));
  if (repeated !== undefined) {
    return {
      error: "invalid_request",
      explanation: `The parameter ${repeated} occurs more than once. Send it once.`,
    };
  }
  if (query.response_type !== "code") {
    return {
      error: "unsupported_response_type",
      explanation: `response_type is "${query.response_type ?? ""}". Use "code", as load balancers do.`,
    };
  }
  if (query.code_challenge !== undefined && query.code_challenge_method !== "S256") {
    return {
      error: "invalid_request",
      explanation: `code_challenge_method is "${query.code_challenge_method ?? "plain"}". Use S256.`,
    };
  }
  return undefined;
}

function text(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
