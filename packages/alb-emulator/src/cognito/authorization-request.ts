import { isRegisteredUrl } from "../model/registered-url.ts";
import type { AppClient, UserPoolModel } from "../model/user-pool.ts";
import { describeClient, findClient, isScopeOf, splitScope } from "./app-clients.ts";
import type { Explanation } from "./explanation.ts";
import { unknownClient, unregisteredUrl } from "./request-explanations.ts";

/** Query parameters of `/oauth2/authorize`, which every page of the hosted UI carries along. */
export type AuthorizationQuery = Readonly<Record<string, string | string[] | undefined>>;

export interface ValidAuthorizationRequest {
  readonly type: "valid";
  readonly client: AppClient;
  readonly redirectUri: string;
  /** What was requested; all scopes of the client when nothing was. */
  readonly scope: string;
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  /** Always S256. */
  readonly codeChallenge: string | undefined;
  readonly prompt: string | undefined;
}

/** Shown on an error page, because no callback URL can be trusted with the error. */
export interface AuthorizationErrorPage {
  readonly type: "error-page";
  readonly error: string;
  readonly explanation: Explanation;
}

/** Sent to the callback URL. */
export interface AuthorizationErrorRedirect {
  readonly type: "error-redirect";
  readonly client: AppClient;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly error: "invalid_request" | "login_required";
  /** What OAuth 2.0 has as `error`, and Cognito as `error_description`; or why a trigger failed. */
  readonly errorDescription?: string;
  readonly explanation: string;
}

export type AuthorizationRequest =
  | ValidAuthorizationRequest
  | AuthorizationErrorPage
  | AuthorizationErrorRedirect;

/**
 * Checks an authorization request as Cognito does.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function checkAuthorizationRequest(
  model: UserPoolModel,
  query: AuthorizationQuery,
): AuthorizationRequest {
  const client = findClient(model, query.client_id);
  if (!client) {
    const explanation = unknownClient(model, query.client_id);
    return { type: "error-page", error: "Client does not exist.", explanation };
  }
  const redirectUri = text(query.redirect_uri);
  if (redirectUri === undefined || !isRegisteredUrl(client, client.callbackUrls, redirectUri)) {
    const explanation = unregisteredUrl(client, "callback", redirectUri);
    return { type: "error-page", error: "redirect_mismatch", explanation };
  }
  const state = text(query.state);
  const scopes = splitScope(text(query.scope) ?? "");
  const issue = issueOf(model, client, query, scopes);
  if (issue) return { type: "error-redirect", client, redirectUri, state, ...issue };
  return {
    type: "valid",
    client,
    redirectUri,
    scope: (scopes.length > 0 ? scopes : client.allowedOAuthScopes).join(" "),
    state,
    nonce: text(query.nonce),
    codeChallenge: text(query.code_challenge),
    prompt: text(query.prompt),
  };
}

type RequestIssue = Pick<AuthorizationErrorRedirect, "error" | "errorDescription" | "explanation">;

function issueOf(
  model: UserPoolModel,
  client: AppClient,
  query: AuthorizationQuery,
  scopes: readonly string[],
): RequestIssue | undefined {
  return (
    repeatedParameter(query) ??
    responseTypeIssue(client, text(query.response_type) ?? "") ??
    pkceIssue(text(query.code_challenge), text(query.code_challenge_method)) ??
    scopeIssue(model, client, scopes)
  );
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1 */
function repeatedParameter(query: AuthorizationQuery): RequestIssue | undefined {
  const repeated = Object.keys(query).find((name) => Array.isArray(query[name]));
  return repeated === undefined
    ? undefined
    : {
        error: "invalid_request",
        explanation: `The parameter ${repeated} occurs more than once. Send it once.`,
      };
}

function responseTypeIssue(client: AppClient, responseType: string): RequestIssue | undefined {
  if (responseType === "token") {
    return {
      error: "invalid_request",
      errorDescription: "unauthorized_client",
      explanation:
        `response_type=token requests the implicit flow, which the emulator does not have and ` +
        `${describeClient(client)} should not allow. Use response_type=code, as load balancers do.`,
    };
  }
  if (responseType !== "code") {
    return {
      error: "invalid_request",
      explanation: `response_type is "${responseType}". It must be "code".`,
    };
  }
  if (client.allowedOAuthFlows.includes("code")) return undefined;
  return {
    error: "invalid_request",
    errorDescription: "unauthorized_client",
    explanation:
      `The ${describeClient(client)} does not allow the code flow. Set allowed_oauth_flows = ["code"] ` +
      "and allowed_oauth_flows_user_pool_client = true.",
  };
}

/** An S256 challenge is a SHA-256 digest in base64url: 43 characters. */
const s256Challenge = /^[\w-]{43}$/;

function pkceIssue(
  challenge: string | undefined,
  method: string | undefined,
): RequestIssue | undefined {
  if (challenge === undefined && method === undefined) return undefined;
  if (method === "S256" && challenge !== undefined && s256Challenge.test(challenge)) {
    return undefined;
  }
  return {
    error: "invalid_request",
    explanation:
      `code_challenge is "${challenge ?? ""}" and code_challenge_method "${method ?? ""}". Cognito ` +
      'supports PKCE with code_challenge_method "S256" and a challenge of 43 characters only.',
  };
}

function scopeIssue(
  model: UserPoolModel,
  client: AppClient,
  scopes: readonly string[],
): RequestIssue | undefined {
  const rejected = scopes.filter((scope) => !client.allowedOAuthScopes.includes(scope));
  if (rejected.length === 0) return undefined;
  const reasons = rejected.map((scope) =>
    isScopeOf(model, scope)
      ? `Scope ${scope} exists, but allowed_oauth_scopes of ${describeClient(client)} does not list it`
      : `Scope ${scope} does not exist: no resource server of user pool ${model.poolName} declares it`,
  );
  return {
    error: "invalid_request",
    errorDescription: "invalid_scope",
    explanation:
      `${reasons.join(". ")}. Allowed scopes: ${client.allowedOAuthScopes.join(" ")}. A listener ` +
      "rule can request only scopes that its app client allows.",
  };
}

function text(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
