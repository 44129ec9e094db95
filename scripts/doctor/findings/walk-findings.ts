import type { FindingDefinition } from "../finding";

/** What a browser sees without signing in. */
export const walkFindings = {
  "dns-missing": {
    step: "dns",
    severity: "error",
    summary: "The host name does not resolve, so no browser reaches the load balancer.",
    proof: "The resolver returns no address.",
    fix: "Set applications.NAME.hostedZone to the zone that the domain's registrar points to, and deploy; with hostedZone: undefined, create the record yourself.",
  },
  "connection-failed": {
    step: "dns",
    severity: "error",
    summary: "The host resolves, but no connection is possible.",
    proof: "Connecting fails or times out.",
    fix: "Check that the record points to this load balancer, and who may reach it: applications.NAME.ingress and applications.NAME.internal.",
  },
  "certificate-host": {
    step: "certificate",
    severity: "error",
    summary: "The certificate does not cover the host name, so browsers reject it.",
    proof: "The names in the certificate.",
    fix: "List the host in applications.NAME.hostName or additionalHostNames, so that the certificate includes it, and deploy.",
  },
  "certificate-expired": {
    step: "certificate",
    severity: "error",
    summary: "The certificate is not valid at this time, so browsers reject it.",
    proof: "The validity period of the certificate.",
    fix: "Keep the validation records of the certificate in applications.NAME.hostedZone: ACM renews with them. For a certificate of your own, import a new one.",
  },
  "certificate-expires-soon": {
    step: "certificate",
    severity: "warning",
    summary: "The certificate expires soon. ACM should have renewed it by now.",
    proof: "The end of its validity period is less than 21 days away.",
    fix: "Check that the certificate's validation records exist in applications.NAME.hostedZone.",
  },
  "certificate-untrusted": {
    step: "certificate",
    severity: "error",
    summary: "No public certificate authority signed the certificate, so browsers reject it.",
    proof: "The error of the TLS handshake, and the issuer.",
    fix: "Use a public certificate of ACM (applications.NAME.hostedZone creates one). For a private authority, give its certificate with --ca.",
  },
  "http-not-redirected": {
    step: "http-redirect",
    severity: "warning",
    summary: "HTTP does not redirect to HTTPS, so who types the host name does not get to sign-in.",
    proof: "The response of port 80.",
    fix: "Deploy the listener on port 80 that every application has, and do not remove it in extend.",
  },
  "no-response": {
    step: "rule",
    severity: "error",
    summary: "The page does not respond.",
    proof: "The connection ends, or times out.",
    fix: "Look at the load balancer's access log for the request; raise --timeout for slow pages.",
  },
  "request-rejected": {
    step: "target",
    severity: "error",
    summary:
      "The load balancer returns 400: it rejects the request before any rule, such as headers above its limits.",
    proof: "The load balancer's page for 400.",
    fix: "Request fewer scopes in applications.NAME.routes[].access.scopes, so that sessions are smaller: one Cookie header holds 16 KB.",
  },
  "waf-blocked": {
    step: "target",
    severity: "error",
    summary: "The load balancer returns 403: a web ACL of AWS WAF blocks the request.",
    proof: "The load balancer's page for 403; a fixed response has a body of its own.",
    fix: "Find the rule in the log of the firewall, and set what docs/firewall.md names for it: uploadPaths, countedRules, rateLimit, trustedRanges or mode of applications.NAME.firewall (edge.firewall on an edge). Only a web ACL of your own is changed in extend, where the callback path must pass. Try --user-agent.",
  },
  "forwarded-for-463": {
    step: "target",
    severity: "error",
    summary: "The load balancer returns 463: X-Forwarded-For names more than 30 addresses.",
    proof: "The load balancer's page for 463.",
    fix: "Remove addresses in the proxy before the load balancer; a forwarding loop adds one each time.",
  },
  "protocol-464": {
    step: "target",
    severity: "error",
    summary:
      "The load balancer returns 464: the protocol of the request does not fit the target group.",
    proof: "The load balancer's page for 464.",
    fix: "Use a target group with protocol version HTTP1 in applications.NAME.routes[].target.",
  },
  "load-balancer-500": {
    step: "target",
    severity: "error",
    summary:
      "The load balancer itself returns 500: a session could not be refreshed at Cognito, a web ACL or a transform failed.",
    proof: "The load balancer's page for 500.",
    fix: "Look at error_reason in the access log (npm run doctor -- --log-line). For Cognito, allow egress on port 443 in applications.NAME.network.",
  },
  "target-502": {
    step: "target",
    severity: "error",
    summary:
      "The load balancer returns 502: the container closes connections, does not listen, or sends no valid HTTP.",
    proof: "The load balancer's page for 502.",
    fix: "Let the container listen on applications.NAME.services.SERVICE.port, on all addresses, with a keep-alive timeout above idleTimeoutSeconds; read its log.",
  },
  "target-503": {
    step: "target",
    severity: "error",
    summary: "The load balancer returns 503: no target is registered, since no container runs.",
    proof: "The load balancer's page for 503.",
    fix: "Deploy an image (npm run deploy), and set applications.NAME.services.SERVICE.scaling.minCapacity to at least 1.",
  },
  "target-504": {
    step: "target",
    severity: "error",
    summary:
      "The load balancer returns 504: it does not reach the container, or gets no response within the idle timeout.",
    proof: "The load balancer's page for 504.",
    fix: "Raise applications.NAME.idleTimeoutSeconds for slow pages; set services.SERVICE.port to the container's port, which the security groups allow.",
  },
  "provider-error-561": {
    step: "target",
    severity: "error",
    summary: "The load balancer returns 561: the identity provider returned an error.",
    proof: "The load balancer's page for 561.",
    fix: "Open the application again to restart sign-in; look at error_reason in the access log.",
  },
  "clock-here": {
    step: "clock",
    severity: "warning",
    summary: "The clock of this machine differs from the load balancer's.",
    proof: "The Date header of the load balancer's responses.",
    fix: "Synchronize this machine's clock. Nothing in the environment file is wrong.",
  },
  "clock-application": {
    step: "clock",
    severity: "error",
    summary:
      "The application's clock differs from the load balancer's, whose tokens last 120 seconds.",
    proof: "The Date headers of their responses.",
    fix: "Synchronize the clock where the container runs. Nothing in the environment file is wrong.",
  },
} as const satisfies Record<string, FindingDefinition>;
