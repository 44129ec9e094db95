import type { Severity } from "./target-check.ts";

/** A mistake that programs make, independent of any program. */
export interface Weakness {
  readonly id: string;
  readonly severity: Severity;
  /** What is wrong, as a sentence about the program. */
  readonly title: string;
  /** What an attacker can do. */
  readonly attack: string;
  readonly fix: string;
  /** A weakness that has this one as a consequence: with it, this one is not reported. */
  readonly consequenceOf?: readonly string[];
}

const noVerification = ["data-signature-not-verified"] as const;
const noAccessVerification = ["access-signature-not-verified"] as const;

const ofTheRequest: readonly Weakness[] = [
  {
    id: "headers-not-required",
    severity: "high",
    title: "The program responds without any identity",
    attack: "Whoever reaches its port, past the load balancer, uses it without signing in.",
    fix: "Reject requests without x-amzn-oidc-data with 401. If the page is meant for everybody, check another one (--path).",
  },
  {
    id: "ended-by-a-request",
    severity: "medium",
    title: "A forged request ends the program",
    attack: "Whoever reaches its port stops it for everybody, as often as it is started again.",
    fix: "Catch what the verification throws, and respond with 401.",
  },
  {
    id: "identity-header-trusted",
    severity: "high",
    title: "The unsigned header x-amzn-oidc-identity is enough to sign in",
    attack: "Whoever reaches its port sends another user's id and is that user.",
    fix: "Take the user from the verified data token. Nobody signs x-amzn-oidc-identity.",
  },
  {
    id: "identity-header-not-compared",
    severity: "high",
    title: "The user is taken from the unsigned header x-amzn-oidc-identity",
    attack:
      "A user sends a valid data token of their own with another user's id, and is that user.",
    fix: "Take the user from the verified data token, or reject when sub and x-amzn-oidc-identity differ.",
    consequenceOf: ["identity-header-trusted"],
  },
  {
    id: "subjects-not-compared",
    severity: "medium",
    title: "The data token and the access token may belong to different users",
    attack: "One user's name is combined with the groups and scopes of another user.",
    fix: "Reject when sub differs between the data token and the access token.",
    consequenceOf: [...noVerification, ...noAccessVerification],
  },
  {
    id: "session-of-another-application",
    severity: "high",
    title: "Sessions of another application behind the same load balancer are accepted",
    attack:
      "Both tokens name the app client of the other application, so that comparing them with each other finds nothing: its users are let in.",
    fix: "Compare client of the data token and client_id of the access token with your own app client id (COGNITO_CLIENT_ID), not with each other.",
    consequenceOf: [
      ...noVerification,
      ...noAccessVerification,
      "data-client-not-checked",
      "access-client-not-checked",
    ],
  },
  {
    id: "header-repeated",
    severity: "medium",
    title: "A forged header is believed when a valid one comes beside it",
    attack: "One value is verified, and the user is read from the other one.",
    fix: "Reject requests in which an x-amzn-oidc-* header comes more than once.",
    consequenceOf: [...noVerification, "identity-header-not-compared", "identity-header-trusted"],
  },
  {
    id: "route-groups-not-enforced",
    severity: "high",
    title: "A user outside of the groups passes a route that names them",
    attack:
      "Every signed-in user gets the page, by its path or by another spelling of it: the load balancer does not see groups.",
    fix: "Enforce ROUTE_GROUPS before any handler, as docs/container-contract.md says. alb-auth does.",
  },
];

const ofTheDataToken: readonly Weakness[] = [
  {
    id: "data-token-optional",
    severity: "medium",
    title: "Without x-amzn-oidc-data, the request is let in",
    attack:
      "An attacker leaves the header out, and nothing that the load balancer signed is checked.",
    fix: "Reject requests without x-amzn-oidc-data, also when the other headers are there.",
    consequenceOf: ["identity-header-trusted"],
  },
  {
    id: "data-unsigned-claims",
    severity: "high",
    title: "Claims without a signature are accepted as x-amzn-oidc-data",
    attack: "An attacker writes any user into the header as JSON or base64.",
    fix: "Accept JWTs with three segments only, and verify the signature.",
  },
  {
    id: "data-signature-not-verified",
    severity: "high",
    title: "The signature of the data token is not verified",
    attack: "Whoever reaches its port writes a token for any user.",
    fix: "Verify the ES256 signature with the load balancer's public key before reading any claim.",
  },
  {
    id: "data-alg-none",
    severity: "high",
    title: "A data token without a signature is accepted (alg none)",
    attack: "An attacker writes a token for any user and leaves the signature out.",
    fix: "Pin the algorithm to ES256, whatever the token says.",
    consequenceOf: noVerification,
  },
  {
    id: "data-alg-not-pinned",
    severity: "high",
    title: "The data token itself chooses the algorithm of its signature",
    attack:
      "An attacker signs with HS256, with the public key as the secret: everybody has that key.",
    fix: "Pin the algorithm to ES256, whatever the token says.",
    consequenceOf: noVerification,
  },
  {
    id: "data-key-from-token",
    severity: "high",
    title: "The data token brings the key that verifies it",
    attack: "An attacker signs with a key of their own and puts it into the header (jwk).",
    fix: "Take keys from the load balancers' key endpoint only, never from the token.",
    consequenceOf: noVerification,
  },
  {
    id: "data-key-elsewhere",
    severity: "high",
    title: "The kid of the data token leads to a key of somebody else",
    attack:
      "kid becomes part of a URL: the program fetches the attacker's key, or calls an address inside your network.",
    fix: "Reject a kid that is not a UUID before it becomes part of a URL.",
    consequenceOf: noVerification,
  },
  {
    id: "data-signer-not-checked",
    severity: "high",
    title: "Data tokens of other load balancers are accepted",
    attack:
      "Every load balancer of every AWS account in the region signs tokens that verify: the attacker's own does for any user.",
    fix: "Compare signer in the token's header with the ARN of your load balancer (ALB_ARN).",
  },
  {
    id: "data-client-not-checked",
    severity: "medium",
    title: "Data tokens of other app clients are accepted",
    attack: "Users of another application behind the same load balancer are let in.",
    fix: "Compare client in the token's header with your app client id (COGNITO_CLIENT_ID).",
  },
  {
    id: "data-issuer-not-checked",
    severity: "low",
    title: "Data tokens of other user pools are accepted",
    attack: "Users of another user pool are let in, if your load balancer also signs in there.",
    fix: "Compare iss with the issuer of your user pool (COGNITO_ISSUER).",
  },
  {
    id: "data-expiry-not-checked",
    severity: "high",
    title: "Expired data tokens are accepted",
    attack: "A token from a log or an error report works forever.",
    fix: "Reject tokens whose exp is in the past, with a tolerance of seconds.",
  },
  {
    id: "data-padding-not-signed",
    severity: "low",
    title: "The signature is not verified over the data token as it was sent",
    attack: "The token that was verified is another one than the token that was sent.",
    fix: "Verify the bytes of the header as they are: the load balancer pads its base64url and signs the padding.",
    consequenceOf: noVerification,
  },
  {
    id: "data-token-unusual",
    severity: "info",
    title: "Data tokens are accepted that a load balancer does not send",
    attack: "None: only the load balancer could sign them, or they have just expired.",
    fix: "Require exp and sub, and reject what RFC 7515 does not allow, to be safe against changes.",
    consequenceOf: noVerification,
  },
];

const ofTheAccessToken: readonly Weakness[] = [
  {
    id: "access-token-optional",
    severity: "low",
    title: "The access token is checked, but may be left out",
    attack: "An attacker leaves the header out, and its checks do not happen.",
    fix: "Reject requests without x-amzn-oidc-accesstoken: the load balancer always sends it.",
    consequenceOf: ["identity-header-trusted"],
  },
  {
    id: "access-signature-not-verified",
    severity: "high",
    title: "The signature of the access token is not verified",
    attack: "A user writes any groups and scopes into it.",
    fix: "Verify the RS256 signature with the user pool's keys before reading any claim.",
  },
  {
    id: "access-alg-none",
    severity: "high",
    title: "An access token without a signature is accepted (alg none)",
    attack: "A user writes any groups and scopes, and leaves the signature out.",
    fix: "Pin the algorithm to RS256, whatever the token says.",
    consequenceOf: noAccessVerification,
  },
  {
    id: "access-alg-not-pinned",
    severity: "high",
    title: "The access token itself chooses the algorithm of its signature",
    attack: "A user signs with HS256, with the public key as the secret: everybody has that key.",
    fix: "Pin the algorithm to RS256, whatever the token says.",
    consequenceOf: noAccessVerification,
  },
  {
    id: "access-key-elsewhere",
    severity: "high",
    title: "The access token says where its key is",
    attack:
      "The program fetches the attacker's keys from an address in the token (iss, jku, kid), or calls an address inside your network.",
    fix: "Fetch the JWKS from the configured address of your user pool only.",
    consequenceOf: noAccessVerification,
  },
  {
    id: "access-issuer-not-checked",
    severity: "low",
    title: "The issuer of the access token is not checked",
    attack:
      "None while only your user pool's keys are trusted; with a second pool, its users are let in.",
    fix: "Compare iss with the issuer of your user pool (COGNITO_ISSUER).",
  },
  {
    id: "access-client-not-checked",
    severity: "high",
    title: "Access tokens of other app clients are accepted",
    attack: "Tokens that users gave to another application of the same user pool work here.",
    fix: "Compare client_id with your app client id (COGNITO_CLIENT_ID).",
  },
  {
    id: "access-use-not-checked",
    severity: "medium",
    title: "An ID token is accepted as an access token",
    attack: "ID tokens are shown to browsers and logged more freely, and have no scopes.",
    fix: 'Require token_use "access".',
  },
  {
    id: "access-expiry-not-checked",
    severity: "high",
    title: "Expired access tokens are accepted",
    attack: "A user keeps groups and scopes that were taken away.",
    fix: "Reject tokens whose exp is in the past, with a tolerance of seconds.",
  },
  {
    id: "access-token-unusual",
    severity: "info",
    title: "Access tokens are accepted that a user pool does not issue",
    attack: "None: only the user pool could sign them, or they have just expired.",
    fix: "Require exp and sub, and reject what RFC 7515 does not allow, to be safe against changes.",
    consequenceOf: noAccessVerification,
  },
];

/** Found where a response is an error of the program, or none. */
export const rejectedByError: Weakness = {
  id: "rejected-by-an-error",
  severity: "info",
  title: "Some forged requests end in an error of the program instead of a rejection",
  attack: "They fill your logs and alarms with errors, and look like an outage.",
  fix: "Catch what the verification throws, and respond with 401.",
};

/** Every weakness that a check looks for. */
export const weaknesses: readonly Weakness[] = [
  ...ofTheRequest,
  ...ofTheDataToken,
  ...ofTheAccessToken,
  rejectedByError,
];

export const severities: readonly Severity[] = ["high", "medium", "low", "info"];
