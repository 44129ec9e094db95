/** What one error code means, to the client (`status`) and to the person who reads the log. */
export interface ErrorDescription {
  /** HTTP status of the answer. */
  readonly status: number;
  readonly meaning: string;
  readonly remedy: string;
}

const forged = "Nothing, if it is a forgery.";

/** Every reason why `alb-auth` refuses a request: one cause each. Documented in docs/errors.md. */
export const authErrors = {
  ERR_AUTHENTICATION_REQUIRED: {
    status: 401,
    meaning: "A guarded handler was reached by an anonymous request.",
    remedy: "Mount `albAuthentication` without `optional` in front of the guard.",
  },
  ERR_DATA_MISSING: {
    status: 401,
    meaning: "The request has no `x-amzn-oidc-data` header, so no load balancer signed it in.",
    remedy: "Send the path through a listener rule with an authenticate action.",
  },
  ERR_ACCESS_MISSING: {
    status: 401,
    meaning: "The request has no `x-amzn-oidc-accesstoken` header.",
    remedy: "Send the path through a listener rule with an authenticate action.",
  },
  ERR_IDENTITY_MISSING: {
    status: 401,
    meaning: "The request has no `x-amzn-oidc-identity` header.",
    remedy: "Send the path through a listener rule with an authenticate action.",
  },
  ERR_HEADER_REPEATED: {
    status: 401,
    meaning: "One of the three `x-amzn-oidc-*` headers was sent more than once.",
    remedy: `${forged} Otherwise find the proxy that adds a second copy.`,
  },
  ERR_DATA_OVERSIZE: {
    status: 401,
    meaning: "`x-amzn-oidc-data` is longer than a load balancer can send.",
    remedy: forged,
  },
  ERR_DATA_MALFORMED: {
    status: 401,
    meaning: "`x-amzn-oidc-data` is not a compact JWS that carries JSON objects.",
    remedy: `${forged} Otherwise find the proxy that rewrites header values.`,
  },
  ERR_DATA_ALGORITHM: {
    status: 401,
    meaning: "The data token's `alg` is not ES256, the only one a load balancer uses.",
    remedy: forged,
  },
  ERR_DATA_KID: {
    status: 401,
    meaning: "The data token's `kid` is absent or not a UUID, so no key address is made from it.",
    remedy: forged,
  },
  ERR_DATA_SIGNER: {
    status: 401,
    meaning: "The data token's `signer` is not one of our load balancers.",
    remedy: `${forged} Otherwise add the load balancer's ARN to ALB_ARN.`,
  },
  ERR_DATA_CLIENT: {
    status: 401,
    meaning: "The data token's `client` is not one of our app clients.",
    remedy: `${forged} Otherwise add the app client's id to COGNITO_CLIENT_ID.`,
  },
  ERR_DATA_ISSUER: {
    status: 401,
    meaning: "The data token's `iss` is not our user pool.",
    remedy: `${forged} Otherwise correct COGNITO_ISSUER.`,
  },
  ERR_DATA_EXPIRY_MISSING: {
    status: 401,
    meaning: "The data token's header or payload has no numeric `exp`.",
    remedy: forged,
  },
  ERR_DATA_EXPIRED: {
    status: 401,
    meaning: "The data token's header or payload is past its `exp` (120 seconds after signing).",
    remedy:
      "If it happens to real users, compare the clocks; a replayed request is refused rightly.",
  },
  ERR_DATA_SIGNATURE: {
    status: 401,
    meaning: "The data token's signature does not verify with the key of its `kid`.",
    remedy: `${forged} Otherwise look for a proxy that strips the \`=\` padding.`,
  },
  ERR_DATA_SUBJECT_MISSING: {
    status: 401,
    meaning: "The data token's payload has no `sub`.",
    remedy: "Ask for the scope `openid` in the listener rule.",
  },
  ERR_DATA_CLAIMS_DIFFER: {
    status: 401,
    meaning: "The data token's payload has another `iss` or `exp` than its header, or none.",
    remedy: forged,
  },
  ERR_KEY_NOT_FOUND: {
    status: 401,
    meaning: "The region's public-key endpoint knows no key with this `kid`.",
    remedy: `${forged} Otherwise check ALB_PUBLIC_KEYS_URL.`,
  },
  ERR_KEY_FETCH_LIMIT: {
    status: 401,
    meaning: "The `kid` is unknown and this minute's key fetches for unknown ones are used up.",
    remedy: "Somebody is sending forged key ids: find out who can reach the container's port.",
  },
  ERR_KEYS_UNAVAILABLE: {
    status: 503,
    meaning:
      "The public-key endpoint does not answer, or not with a P-256 key; none is remembered.",
    remedy: "Give the task a way out to the endpoint (NAT, port 443); see ALB_PUBLIC_KEYS_URL.",
  },
  ERR_ACCESS_OVERSIZE: {
    status: 401,
    meaning: "`x-amzn-oidc-accesstoken` is longer than a load balancer can send.",
    remedy: forged,
  },
  ERR_ACCESS_MALFORMED: {
    status: 401,
    meaning: "`x-amzn-oidc-accesstoken` is not a compact JWT.",
    remedy: forged,
  },
  ERR_ACCESS_ALGORITHM: {
    status: 401,
    meaning: "The access token's `alg` is not RS256, the only one Cognito uses.",
    remedy: forged,
  },
  ERR_ACCESS_ISSUER: {
    status: 401,
    meaning: "The access token's `iss` is not our user pool.",
    remedy: `${forged} Otherwise correct COGNITO_ISSUER.`,
  },
  ERR_ACCESS_USE: {
    status: 401,
    meaning: "The access token's `token_use` is not `access`: an ID token was put in its place.",
    remedy: forged,
  },
  ERR_ACCESS_CLIENT: {
    status: 401,
    meaning: "The access token's `client_id` is not one of our app clients.",
    remedy: `${forged} Otherwise add the app client's id to COGNITO_CLIENT_ID.`,
  },
  ERR_ACCESS_CLAIMS: {
    status: 401,
    meaning: "The access token lacks `sub` or a numeric `exp`, or a claim has the wrong type.",
    remedy: "Look at the pool's pre-token-generation trigger: it may not remove these.",
  },
  ERR_ACCESS_EXPIRED: {
    status: 401,
    meaning: "The access token is past its `exp`.",
    remedy:
      "If it happens to real users, compare the clocks; a replayed request is refused rightly.",
  },
  ERR_ACCESS_KEY: {
    status: 401,
    meaning: "The access token's `kid` is absent or not in the pool's JWKS.",
    remedy: `${forged} Otherwise check COGNITO_JWKS_URL.`,
  },
  ERR_ACCESS_SIGNATURE: {
    status: 401,
    meaning: "The access token's signature does not verify with the pool's key.",
    remedy: forged,
  },
  ERR_JWKS_UNAVAILABLE: {
    status: 503,
    meaning: "The pool's JWKS cannot be fetched and the key is not among those remembered.",
    remedy: "Give the task a way out to the endpoint (NAT, port 443); see COGNITO_JWKS_URL.",
  },
  ERR_SUBJECT_MISMATCH: {
    status: 401,
    meaning: "The three headers do not name the same user (`sub`).",
    remedy: `${forged} Otherwise find the proxy that mixes requests.`,
  },
  ERR_CLIENT_MISMATCH: {
    status: 401,
    meaning: "Data token and access token come from different app clients.",
    remedy: `${forged} Otherwise find the proxy that mixes requests.`,
  },
  ERR_SCOPE_MISSING: {
    status: 403,
    meaning: "The access token lacks a scope that the handler requires.",
    remedy: "Add the scope to the route's login and its session gets a cookie name of its own.",
  },
  ERR_GROUP_MISSING: {
    status: 403,
    meaning: "The user is not in a group that the handler requires.",
    remedy: "Add the user to the group in the pool; it holds from the next access token on.",
  },
} as const satisfies Record<string, ErrorDescription>;

/** Closed union of the codes that `alb-auth` rejects with. */
export type AuthErrorCode = keyof typeof authErrors;

/** Outcome of one verification, for metrics. */
export type VerificationOutcome = "OK" | "ANONYMOUS" | AuthErrorCode;
