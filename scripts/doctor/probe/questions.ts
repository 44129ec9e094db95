/** A behaviour of AWS that no document tells. */
export interface ProbeQuestion {
  readonly question: string;
  /** Why `--probe` does not observe it, and how somebody can; absent where it does. */
  readonly byHand?: string;
}

/** By the id that the open rows of docs/fidelity.md name. */
export const probeQuestions = {
  "nonce-cookie-attributes": { question: "Which attributes does the cookie AWSALBAuthNonce have?" },
  "state-form": { question: "What does the state of an authorization request look like?" },
  "callback-errors": { question: "Which failed callbacks return 401, and which 561 or 500?" },
  "malformed-session-cookie": {
    question: "Does a session cookie that cannot be decrypted lead to 401 or to sign-in?",
  },
  "http-on-https-port": { question: "What does plain HTTP get at the port of an HTTPS listener?" },
  "logout-wrong-address": {
    question: "What does Cognito's logout show for an address that is not registered?",
  },
  "cognito-post": { question: "Which of Cognito's endpoints for GET accept POST?" },
  "access-log-fields": {
    question: "How many fields has an access-log line, and what are those after the 33rd?",
  },
  "access-log-reasons": { question: "Which error reasons does the access log have?" },
  "extra-parameter-names": {
    question: "Does AWS accept extra parameters of authentication with underscores?",
  },
  "client-secret-shown": {
    question:
      "Does Cognito show the secret of the app client, from which the load balancer takes it?",
  },
  "session-cookie-same-site": {
    question: "When do session cookies have SameSite=None?",
    byHand: "Sign in, and read Set-Cookie of the callback, with and without CORS.",
  },
  "shared-cookie": {
    question: "Do rules that share a cookie name compare scopes or app client?",
    byHand:
      "Needs two rules with one session_cookie_name and other scopes: sign in at one, open the other.",
  },
  "late-sign-in": {
    question: "Which status and error reason has a sign-in that takes more than 15 minutes?",
    byHand:
      "Wait for 16 minutes on the login page, sign in, and explain the line of the access log.",
  },
  "resource-parameter": {
    question: "Does an extra parameter resource give the access token an aud?",
    byHand:
      "Needs a rule with that parameter: sign in, and decode the access token in the application.",
  },
  "claim-values": {
    question: "Must a token have any or all values of an additional claim? What is in the 401?",
    byHand: "Needs a rule with jwt-validation, and tokens with one of two values.",
  },
  "rotated-refresh-token": {
    question: "Does a session outlive the rotation of its refresh token?",
    byHand:
      "Needs an app client with rotation: sign in, and wait for two lifetimes of the access token.",
  },
  "second-client-secret": {
    question: "Which of two secrets of the app client does the load balancer use?",
    byHand:
      "Needs AddUserPoolClientSecret and DeleteUserPoolClientSecret on a test pool, with a sign-in after each.",
  },
  "claims-too-large": {
    question: "Does a sign-in with claims above 11 KB return 401 or 500?",
    byHand: "Needs a test user with large attributes.",
  },
  "regular-expressions": {
    question: "Must a regular expression match the whole value, and in which case?",
    byHand: "Needs rules with regex conditions on a test listener.",
  },
  "transform-failure": {
    question: "How often does a transform replace, and when does it fail?",
    byHand: "Needs rules with transforms on a test listener.",
  },
  "decoded-query": {
    question: "Are query strings compared decoded?",
    byHand: "Needs a rule with a query-string condition: open it with encoded characters.",
  },
  "copies-of-identity-headers": {
    question: "Do rules without authentication pass a client's own x-amzn-oidc-* headers on?",
    byHand: "Needs a public route to an application that echoes its headers.",
  },
  "waf-cookie-size": {
    question: "Does the common rule set of AWS WAF block requests with large session cookies?",
    byHand: "Needs a web ACL with SizeRestrictions_Cookie_HEADER, and a user with large claims.",
  },
} as const satisfies Record<string, ProbeQuestion>;

export type QuestionId = keyof typeof probeQuestions;
