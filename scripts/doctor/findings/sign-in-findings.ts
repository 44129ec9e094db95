import type { FindingDefinition } from "../finding";

/** What the redirect to sign-in, and the identity provider, show without a user. */
export const signInFindings = {
  "callback-host": {
    step: "authorize-url",
    severity: "error",
    summary: "The load balancer returns users to another host than the one that they opened.",
    proof: "redirect_uri of the authorization URL.",
    fix: "Let proxies in front of the load balancer keep the Host header, and list the host in applications.NAME.additionalHostNames.",
  },
  "scope-openid-missing": {
    step: "authorize-url",
    severity: "error",
    summary: "The rule requests no openid, so Cognito issues no ID token, and nobody signs in.",
    proof: "scope of the authorization URL.",
    fix: 'Add "openid" to access.scopes of the route (applications.NAME.routes[], or defaultRoute).',
  },
  "nonce-cookie-missing": {
    step: "authorize-url",
    severity: "error",
    summary:
      "The redirect to sign-in sets no AWSALBAuthNonce cookie, so every callback returns 401.",
    proof: "The cookies of the redirect.",
    fix: "Let proxies and CDNs in front of the load balancer pass all cookies on, and cache nothing.",
  },
  "login-domain-unreachable": {
    step: "login-page",
    severity: "error",
    summary: "The domain of the user pool, where users sign in, is not reached.",
    proof: "Resolving it or connecting to it fails.",
    fix: "Set identity.domain.prefix to the prefix of the user pool that is deployed, and deploy the identity before the applications.",
  },
  "redirect-mismatch": {
    step: "callback-url",
    severity: "error",
    summary: "The callback URL is not registered for the client (redirect_mismatch).",
    proof: "Cognito's error page, and redirect_uri.",
    fix: "List the host in applications.NAME.hostName or additionalHostNames, in lower case, and deploy: each gets its callback URL.",
  },
  "client-missing": {
    step: "callback-url",
    severity: "error",
    summary: "The client does not exist in the user pool.",
    proof: "Cognito's error page.",
    fix: "Deploy the application again: its rules name a client of another user pool, or one that was deleted. identity.domain must belong to the same pool.",
  },
  "invalid-scope": {
    step: "scopes",
    severity: "error",
    summary: "The client does not allow a scope that the rule requests (invalid_scope).",
    proof: "Cognito sends the browser back with invalid_scope.",
    fix: "Declare the scope in identity.resourceServers, list it in access.scopes of the route, and deploy identity and application.",
  },
  "unauthorized-client": {
    step: "scopes",
    severity: "error",
    summary: "The client does not allow the authorization code flow (unauthorized_client).",
    proof: "Cognito sends the browser back with unauthorized_client.",
    fix: 'Deploy the application again, and remove what extend changes in the client: it needs allowed_oauth_flows = ["code"].',
  },
  "authorization-rejected": {
    step: "scopes",
    severity: "error",
    summary: "The identity provider rejects the authorization request.",
    proof: "It sends the browser back with an error.",
    fix: "Check access.extraParameters of the route, and the triggers of the user pool.",
  },
  "login-pages-unavailable": {
    step: "login-page",
    severity: "error",
    summary: "Managed login has no branding style for the client, so Cognito shows no login page.",
    proof: 'Cognito\'s page "Login pages unavailable".',
    fix: 'Deploy the application with identity.pages: { type: "managed-login" }, which gives its client a style; in Terraform of your own, declare an aws_cognito_managed_login_branding for the client.',
  },
  "login-page-error": {
    step: "login-page",
    severity: "error",
    summary: "The identity provider shows an error instead of the login page.",
    proof: "Its page and status.",
    fix: "Check that identity.domain is deployed, and access.extraParameters of the route.",
  },
  "egress-blocked": {
    step: "egress",
    severity: "error",
    summary:
      "The load balancer does not reach Cognito's token endpoint, so every sign-in ends with 500.",
    proof:
      "A callback with an invalid code returns 500 or nothing; 561 would show that Cognito was asked.",
    fix: "Allow egress on port 443 over IPv4: remove what extend changes in the load balancer's security group. For internal: true or an existing network, applications.NAME.network needs a NAT gateway.",
  },
  "callback-not-handled": {
    step: "egress",
    severity: "error",
    summary:
      "The application responds to /oauth2/idpresponse, so the request did not arrive at the HTTPS listener that started the sign-in.",
    proof: "The response is the application's.",
    fix: "Let applications.NAME.hostName lead to the load balancer alone; proxies must not send this path elsewhere.",
  },
} as const satisfies Record<string, FindingDefinition>;
