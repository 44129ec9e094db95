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
} as const satisfies Record<string, FindingDefinition>;
