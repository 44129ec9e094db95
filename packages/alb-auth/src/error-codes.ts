/** What one error code means. */
export interface ErrorDescription {
  /** HTTP status of the response. */
  readonly status: number;
  /** What happened. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

const forged = "If the request is forged, nothing.";
const expired =
  "If real users see it, compare the clocks of the hosts. A replayed request is rejected correctly.";
const throughRule = "Route the path through a listener rule with an authenticate action.";

/** Every code of an `AlbAuthError`, one per cause. Remedies name options of `AlbVerifier`. */
export const albAuthErrors = describeCodes({
  ERR_AUTHENTICATION_REQUIRED: {
    status: 401,
    meaning: "The route requires a scope or group, but the request was not authenticated.",
    remedy: "Mount the authentication without `optional` before the guard.",
  },
  ERR_DATA_MISSING: {
    status: 401,
    meaning: "The request has no `x-amzn-oidc-data` header, so no load balancer authenticated it.",
    remedy: throughRule,
  },
  ERR_ACCESS_MISSING: {
    status: 401,
    meaning: "The request has no `x-amzn-oidc-accesstoken` header.",
    remedy: throughRule,
  },
  ERR_IDENTITY_MISSING: {
    status: 401,
    meaning: "The request has no `x-amzn-oidc-identity` header.",
    remedy: throughRule,
  },
  ERR_HEADER_REPEATED: {
    status: 401,
    meaning: "One of the three `x-amzn-oidc-*` headers was sent more than once.",
    remedy: `${forged} Otherwise find the proxy that adds a copy.`,
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
    meaning: "The data token's `kid` is missing or not a UUID, so no key is fetched for it.",
    remedy: forged,
  },
  ERR_DATA_SIGNER: {
    status: 401,
    meaning: "The data token's `signer` is not one of the configured load balancers.",
    remedy: `${forged} Otherwise add the load balancer's ARN to \`loadBalancerArns\`.`,
  },
  ERR_DATA_CLIENT: {
    status: 401,
    meaning: "The data token's `client` is not one of the configured app clients.",
    remedy: `${forged} Otherwise add the app client's id to \`clientIds\`.`,
  },
  ERR_DATA_ISSUER: {
    status: 401,
    meaning: "The data token's `iss` is not the configured user pool.",
    remedy: `${forged} Otherwise correct \`issuer\`.`,
  },
  ERR_DATA_EXPIRY_MISSING: {
    status: 401,
    meaning: "The data token's header or payload has no numeric `exp`.",
    remedy: forged,
  },
  ERR_DATA_EXPIRED: {
    status: 401,
    meaning: "The data token's header or payload is past its `exp` (120 seconds after signing).",
    remedy: expired,
  },
  ERR_DATA_SIGNATURE: {
    status: 401,
    meaning: "The data token's signature does not verify with the key of its `kid`.",
    remedy: `${forged} Otherwise look for a proxy that strips the \`=\` padding.`,
  },
  ERR_DATA_SUBJECT_MISSING: {
    status: 401,
    meaning: "The data token's payload has no `sub`.",
    remedy: "Add the scope `openid` to the listener rule.",
  },
  ERR_DATA_CLAIMS_DIFFER: {
    status: 401,
    meaning: "The `iss` or `exp` in the data token's payload differs from the one in its header.",
    remedy: forged,
  },
  ERR_DATA_NESTED: {
    status: 401,
    meaning: "A claim of the data token is nested more than 20 levels deep.",
    remedy: "Check the user pool's pre-token-generation trigger and the attribute mapping.",
  },
  ERR_KEY_NOT_FOUND: {
    status: 401,
    meaning: "The public-key endpoint of the region has no key with this `kid`.",
    remedy: `${forged} Otherwise check \`publicKeysUrl\`.`,
  },
  ERR_KEY_FETCH_LIMIT: {
    status: 503,
    meaning:
      "A token's `kid` is unknown, and too many unknown keys were looked up just now: by this user " +
      "(`maxFetchesPerMinutePerUser`), by all users (`maxFetchesPerMinute`), or in the JWKS, which is " +
      "fetched at most once a second for them.",
    remedy:
      "Nothing if it lasts for a second while a key rotates. Otherwise somebody sends forged key ids: " +
      "allow only the load balancer to reach the application's port, and look for one `kid` per request " +
      "in the log.",
  },
  ERR_KEYS_UNAVAILABLE: {
    status: 503,
    meaning:
      "The key is not cached, and the public-key endpoint is unreachable, too slow, or returned an " +
      "error or no P-256 key.",
    remedy: "Allow egress on port 443 to the endpoint (NAT gateway), and check `publicKeysUrl`.",
  },
  ERR_CREDENTIALS_AMBIGUOUS: {
    status: 400,
    meaning:
      "The request has both a bearer token and one of the three `x-amzn-oidc-*` headers: it is a machine's " +
      "and a user's at once, and whose rights apply is not clear.",
    remedy:
      "Send no `Authorization: Bearer` header on a route with a sign-in. Behind a route for tokens, somebody " +
      "sends forged headers.",
  },
  ERR_BEARER_USER: {
    status: 401,
    meaning: "The bearer token belongs to a user, and the route takes those of machines.",
    remedy: "Get a token with the client credentials grant.",
  },
  ERR_BEARER_MISSING: {
    status: 401,
    meaning: "The request has no `Authorization` header, and the route takes bearer tokens.",
    remedy: "Send an access token of the user pool: `Authorization: Bearer <token>`.",
  },
  ERR_BEARER_MALFORMED: {
    status: 401,
    meaning:
      "The `Authorization` header is not `Bearer` and one token, or was sent more than once.",
    remedy: "Send an access token of the user pool: `Authorization: Bearer <token>`.",
  },
  ERR_ACCESS_OVERSIZE: {
    status: 401,
    meaning: "The access token is longer than a load balancer can send.",
    remedy: forged,
  },
  ERR_ACCESS_MALFORMED: {
    status: 401,
    meaning: "The access token is not a compact JWT.",
    remedy: forged,
  },
  ERR_ACCESS_ALGORITHM: {
    status: 401,
    meaning: "The access token's `alg` is not RS256, the only one Cognito uses.",
    remedy: forged,
  },
  ERR_ACCESS_ISSUER: {
    status: 401,
    meaning: "The access token's `iss` is not the configured user pool.",
    remedy: `${forged} Otherwise correct \`issuer\`.`,
  },
  ERR_ACCESS_USE: {
    status: 401,
    meaning: "The access token's `token_use` is not `access`: it is an ID token.",
    remedy: forged,
  },
  ERR_ACCESS_CLIENT: {
    status: 401,
    meaning: "The access token's `client_id` is not one of the configured app clients.",
    remedy: `${forged} Otherwise add the app client's id to \`clientIds\`, a program's to \`machineClientIds\`.`,
  },
  ERR_ACCESS_CLAIMS: {
    status: 401,
    meaning: "The access token has no `sub` or no numeric `exp`, or a claim has the wrong type.",
    remedy: "Check the user pool's pre-token-generation trigger: it must not remove these claims.",
  },
  ERR_ACCESS_EXPIRED: {
    status: 401,
    meaning:
      "The access token is past its `exp` and the grace after it (`accessTokenGraceSeconds`).",
    remedy: expired,
  },
  ERR_ACCESS_KEY: {
    status: 401,
    meaning: "The access token's `kid` is missing or not in the user pool's JWKS.",
    remedy: `${forged} Otherwise check \`jwksUrl\`.`,
  },
  ERR_ACCESS_SIGNATURE: {
    status: 401,
    meaning: "The access token's signature does not verify with the user pool's key.",
    remedy: forged,
  },
  ERR_JWKS_UNAVAILABLE: {
    status: 503,
    meaning:
      "The key is not cached, and the user pool's JWKS is unreachable, too slow, or has no RSA key.",
    remedy: "Allow egress on port 443 to the endpoint (NAT gateway), and check `jwksUrl`.",
  },
  ERR_SUBJECT_MISMATCH: {
    status: 401,
    meaning: "The three headers do not belong to the same user (`sub`).",
    remedy: `${forged} Otherwise find the proxy that mixes requests.`,
  },
  ERR_SCOPE_MISSING: {
    status: 403,
    meaning: "The access token lacks a scope that the route requires.",
    remedy:
      "Add the scope to the listener rule of the path, with a session cookie name of its own. If the rule has it, a pre token generation function took it from this user.",
  },
  ERR_GROUP_MISSING: {
    status: 403,
    meaning: "The user is not in a group that the route requires.",
    remedy: "Add the user to the group in the user pool. It applies from the next access token on.",
  },
  ERR_ROUTE_GROUP_MISSING: {
    status: 403,
    meaning: "The user is in none of the groups that `routeGroups` names for the request's route.",
    remedy:
      "Add the user to one of the groups in the user pool. It applies from the next access token on.",
  },
  ERR_ROUTE_AMBIGUOUS: {
    status: 403,
    meaning:
      "The load balancer matched the request with one route, and a router could read it as a request of a " +
      "route for other groups: its path is encoded, has dot segments or second slashes, or differs in case " +
      "or in a slash at the end; or its host name is not one of the application's.",
    remedy:
      "If the request is forged, nothing. Otherwise link to the path as the route names it, and name both " +
      "`/x` and `/x/*` in the route.",
  },
  ERR_SIGN_OUT_CROSS_SITE: {
    status: 403,
    meaning: "A page of another site sent the request to sign out (`Sec-Fetch-Site: cross-site`).",
    remedy:
      "If it is forged, nothing. Otherwise sign out with a form on a page of the application.",
  },
});

/** Exports the codes, but not the texts, as types: a text may change in any version. */
function describeCodes<Code extends string>(
  descriptions: Readonly<Record<Code, ErrorDescription>>,
): Readonly<Record<Code, ErrorDescription>> {
  return descriptions;
}

/** All codes of an `AlbAuthError`. */
export type AlbAuthErrorCode = keyof typeof albAuthErrors;

/** Outcome of one verification, for metrics. */
export type VerificationOutcome = "OK" | "ANONYMOUS" | AlbAuthErrorCode;
