import type { FindingDefinition } from "../finding";

/** What signing in with a user shows. */
export const sessionFindings = {
  "sign-in-rejected": {
    step: "sign-in",
    severity: "error",
    summary: "Cognito rejects user name or password.",
    proof: "The login page asks for the password again.",
    fix: "Check the user: npm run users -- list. Create one with npm run users -- create EMAIL; nothing in the environment file is wrong.",
  },
  "token-rejected": {
    step: "sign-in",
    severity: "error",
    summary:
      "Cognito rejects the load balancer's request for tokens or claims (561): its client secret is not the client's, or the code was used before.",
    proof: "The callback of a real sign-in returns 561.",
    fix: "Deploy the application again, so that the rules get the client's secret. error_reason in the access log says which (npm run doctor -- --log-line).",
  },
  "claims-too-large": {
    step: "sign-in",
    severity: "error",
    summary:
      "The callback of a real sign-in returns 500, although Cognito was reached: claims and access token have more than 11 KB, or user info is not reached.",
    proof: "The callback returns 500; one with an invalid code returned 561.",
    fix: "Give the user fewer groups and attributes, and request fewer scopes in applications.NAME.routes[].access.scopes.",
  },
  "callback-401": {
    step: "sign-in",
    severity: "error",
    summary:
      "The load balancer returns 401 at the callback: state, nonce cookie or ID token is missing.",
    proof: "The callback of a real sign-in returns 401.",
    fix: "Let proxies pass all cookies and the whole query on; request openid in access.scopes of the route.",
  },
  "session-not-kept": {
    step: "sign-in",
    severity: "error",
    summary:
      "The browser has to sign in again at once: the session cookie does not get back to the load balancer.",
    proof: "After the callback, the page redirects to sign-in again.",
    fix: "Let proxies and CDNs pass all cookies on unchanged. Several load balancers for one host name need the same one for each request.",
  },
  "application-401": {
    step: "sign-in",
    severity: "warning",
    summary:
      "The application itself returns 401 to a user who is signed in: it does not accept the load balancer's tokens.",
    proof: "The page returns 401, and not from the load balancer.",
    fix: "Look up the code in the container's log in docs/errors.md; check services.SERVICE.environment for an issuer, client or ARN of another deployment.",
  },
  "session-cookie-attributes": {
    step: "session-cookies",
    severity: "warning",
    summary: "A session cookie is not Secure, not HttpOnly, or not for every path.",
    proof: "The attributes of the cookies.",
    fix: "Something in front of the load balancer rewrites Set-Cookie: let it pass unchanged.",
  },
  "session-cookie-shared": {
    step: "session-cookies",
    severity: "error",
    summary:
      "Two rules with different scopes share one session cookie, so users get a page without the scopes that it requests.",
    proof: "A page that requests other scopes responds to a session without them.",
    fix: "Deploy the application again: each set of access.scopes has its own session cookie. Remove what extend changes in session_cookie_name.",
  },
  "cookie-header-too-large": {
    step: "sizes",
    severity: "error",
    summary: "The cookies have more than 16 KB together, so the load balancer returns 400.",
    proof: "The size of the Cookie header.",
    fix: "Use fewer sets of scopes in applications.NAME.routes[].access.scopes (each has its own session), and give users fewer groups.",
  },
  "application-431": {
    step: "sizes",
    severity: "error",
    summary: "The application rejects the headers that the load balancer adds as too large (431).",
    proof: "The page returns 431, and not from the load balancer.",
    fix: "Raise the program's limit, such as NODE_OPTIONS=--max-http-header-size=65536 in services.SERVICE.environment.",
  },
  "sign-out-incomplete": {
    step: "sign-out",
    severity: "warning",
    summary: "Sign-out leaves shards of the session cookie in the browser.",
    proof: "The names of the cookies that are left.",
    fix: "Expire every name of SESSION_COOKIE_NAMES with shards 0 to 3, path /, in the page at applications.NAME.signOut.path.",
  },
  "sign-out-url-not-registered": {
    step: "sign-out",
    severity: "error",
    summary: "Cognito rejects the address that sign-out leads back to.",
    proof: "Cognito's error page after /logout.",
    fix: "Send one of the client's sign-out URLs as logout_uri: the host name with applications.NAME.signOut.redirectPath.",
  },
  "sign-out-loop": {
    step: "sign-out",
    severity: "error",
    summary: "The page after sign-out asks for a sign-in, so users are signed in again.",
    proof: "Sign-out ends at the login page.",
    fix: 'Make the route of applications.NAME.signOut.redirectPath public: { type: "public" }.',
  },
} as const satisfies Record<string, FindingDefinition>;
