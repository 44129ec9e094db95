import { type Reasons, reason } from "./define-reason";

const restart = "Open the application again: sign-in starts afresh.";
const egress =
  "Allow egress from the load balancer to TCP 443 of the internet, by a NAT gateway where it is internal: applications.NAME.network and network.nat; npm run deploy restores the security group.";
const redeploy =
  "The app client of the rule must be the one in Cognito, with its current secret: npm run deploy -- --only NAME writes both again.";

/**
 * Why the load balancer could not complete an authenticate action.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes
 * @see https://repost.aws/knowledge-center/elb-configure-authentication-alb (the two about the nonce)
 */
export const signInReasons: Reasons = {
  AuthInvalidCookie: reason(
    "warning",
    "AuthInvalidCookie",
    "The session cookies of the browser contain no session of this load balancer: they were changed or truncated, parts are missing, or another load balancer wrote them.",
    "Delete the cookies of the host in this browser. If it happens to many users, two environments share the host name, or a proxy removes or truncates cookies: give each environment its own applications.NAME.hostName.",
  ),
  AuthInvalidGrantError: reason(
    "warning",
    "AuthInvalidGrantError",
    "The identity provider rejected the authorization code or the refresh token: it was used before, has expired (a code after five minutes), was revoked, or belongs to another app client or callback URL.",
    `${restart} If every sign-in ends like this, ${redeploy}`,
  ),
  AuthInvalidIdToken: reason(
    "error",
    "AuthInvalidIdToken",
    "The sign-in returned no ID token, or one of another issuer or app client, so nobody is signed in.",
    'The scopes must contain "openid": applications.NAME.routes[].access.scopes and defaultRoute.access.scopes.',
  ),
  AuthInvalidStateParam: reason(
    "warning",
    "AuthInvalidStateParam",
    "The callback belongs to no sign-in that this load balancer started for this host: it took more than 15 minutes, began on another host or load balancer, was bookmarked, or its rule has been replaced since.",
    `${restart} If it happens to many users, they open sign-in pages from bookmarks or from another host name: link to the application itself, and list every host name under applications.NAME.additionalHostNames.`,
  ),
  AuthInvalidTokenResponse: reason(
    "error",
    "AuthInvalidTokenResponse",
    "The response of the token endpoint is not valid, so nobody is signed in. A wrong id or secret of the app client (invalid_client) is one cause.",
    redeploy,
  ),
  AuthInvalidUserinfoResponse: reason(
    "error",
    "AuthInvalidUserinfoResponse",
    "The response of the user info endpoint is not valid, so nobody is signed in. Cognito rejects access tokens without the scope openid, and those of users who were disabled or signed out meanwhile.",
    'The scopes must contain "openid": applications.NAME.routes[].access.scopes and defaultRoute.access.scopes. For a single user: npm run users -- list.',
  ),
  AuthMissingAWSALBAuthNonce: reason(
    "warning",
    "AuthMissingAWSALBAuthNonce",
    "The browser sent no AWSALBAuthNonce cookie with the callback: sign-in started in another browser or profile, its cookies were deleted, or the application is in a frame of another site, where browsers block cookies.",
    `${restart} Do not embed the application in a frame of another site, and let no proxy remove its cookies.`,
  ),
  AuthInvalidAWSALBAuthNonce: reason(
    "warning",
    "AuthInvalidAWSALBAuthNonce",
    "The AWSALBAuthNonce cookie belongs to another sign-in of the same browser, such as one in a second tab that started later.",
    `${restart} If single-page code starts several requests at once without a session, give its API routes onUnauthenticatedRequest: "deny" in applications.NAME.routes[].access, so that none of them starts a sign-in.`,
  ),
  AuthMissingCodeParam: reason(
    "warning",
    "AuthMissingCodeParam",
    "The callback has no authorization code: the identity provider did not sign the user in, or the address was opened by hand.",
    `${restart} If every sign-in ends like this, read the parameter error of the request.`,
  ),
  AuthMissingHostHeader: reason(
    "warning",
    "AuthMissingHostHeader",
    "The request has no Host header (HTTP/1.0), so the load balancer cannot build the callback URL.",
    "Let the client, often a monitor or a scanner, send a Host header.",
  ),
  AuthMissingStateParam: reason(
    "warning",
    "AuthMissingStateParam",
    "The callback has no state, so it belongs to no sign-in: it was opened by hand, or a sign-in started at the identity provider instead of the application.",
    "Start at the application. Let a tile of an identity provider's portal lead to https://<applications.NAME.hostName>/ (no IdP-initiated SAML), and Cognito's logout use logout_uri, not redirect_uri.",
  ),
  AuthTokenEpRequestFailed: reason(
    "error",
    "AuthTokenEpRequestFailed",
    "The token endpoint returned an error, so nobody is signed in: a wrong secret of the app client, a user pool domain that was removed, a quota, or AWS WAF in front of the user pool.",
    `${redeploy} A web ACL of the user pool must not limit the rate of /oauth2/token by address: all sign-ins come from the load balancer.`,
  ),
  AuthTokenEpRequestTimeout: reason(
    "error",
    "AuthTokenEpRequestTimeout",
    "The load balancer cannot reach the token endpoint, so no sign-in can end.",
    egress,
  ),
  AuthUnhandledException: reason(
    "error",
    "AuthUnhandledException",
    "The load balancer failed while it signed a user in, for a reason of its own.",
    "Try again. If it stays, look at AWS Health for Elastic Load Balancing in the region, and ask AWS Support with the trace id.",
  ),
  AuthUserinfoEpRequestFailed: reason(
    "error",
    "AuthUserinfoEpRequestFailed",
    "The user info endpoint returned an error, so nobody is signed in. Cognito rejects access tokens without the scope openid, and those of users who were disabled or signed out meanwhile.",
    'The scopes must contain "openid": applications.NAME.routes[].access.scopes and defaultRoute.access.scopes. For a single user: npm run users -- list.',
  ),
  AuthUserinfoEpRequestTimeout: reason(
    "error",
    "AuthUserinfoEpRequestTimeout",
    "The load balancer cannot reach the user info endpoint, so no sign-in can end.",
    egress,
  ),
  AuthUserinfoResponseSizeExceeded: reason(
    "error",
    "AuthUserinfoResponseSizeExceeded",
    "The claims of the user are larger than 11 KB, which is what a session can hold: exactly this user cannot sign in.",
    "Give the user fewer or shorter attributes, and let federation map fewer of the provider's attributes or groups. Request fewer scopes: profile and aws.cognito.signin.user.admin add claims (applications.NAME.routes[].access.scopes).",
  ),
};
