import type { FindingDefinition } from "../finding";

/** What the API of AWS tells. */
export const awsFindings = {
  "https-listener-missing": {
    step: "aws-rules",
    severity: "error",
    summary: "The load balancer has no HTTPS listener, and only those sign users in.",
    proof: "The listeners of the load balancer.",
    fix: "Deploy the application again: npm run deploy -- --only NAME.",
  },
  "sign-in-rule-missing": {
    step: "aws-rules",
    severity: "warning",
    summary: "No rule for the host asks for sign-in, so nobody is signed in there.",
    proof: "The rules of the HTTPS listeners that the host can match.",
    fix: "Give a route of the application, or its defaultRoute, access of type login: applications.NAME.routes[].access.",
  },
  "certificate-not-issued": {
    step: "aws-rules",
    severity: "error",
    summary: "The certificate for the host is not issued, so browsers get no valid one.",
    proof: "Status of the certificate in ACM.",
    fix: "Keep the certificate's validation records in applications.NAME.hostedZone, which must be the zone that the registrar points to, and deploy.",
  },
  "login-domain-missing": {
    step: "aws-client",
    severity: "error",
    summary: "The user pool domain that the rule redirects to does not work for its user pool.",
    proof: "Status and user pool of the domain in Cognito.",
    fix: "Deploy the identity before the application, and keep identity.domain.prefix as it is deployed: npm run deploy.",
  },
  "client-secret-hidden": {
    step: "aws-client",
    severity: "warning",
    summary:
      "Cognito shows no secret of the app client: it has none, or the secret was rotated. A load balancer needs one, and whether it follows a rotation is not documented.",
    proof: "The app client in Cognito.",
    fix: "If sign-ins fail, replace the app client: remove the second secret, or let Terraform create the client again, and deploy.",
  },
  "targets-missing": {
    step: "aws-targets",
    severity: "error",
    summary: "A target group has no target, so its rules return 503.",
    proof: "Registered targets of the target group.",
    fix: "Deploy an image: npm run deploy. If there is one, the events of the ECS service say why no task runs.",
  },
  "targets-unhealthy": {
    step: "aws-targets",
    severity: "error",
    summary: "No target of a target group is healthy.",
    proof: "States and reason codes of its targets, and the health check.",
    fix: "Compare applications.NAME.services.SERVICE.port, healthCheckPath and healthCheck with the container.",
  },
  "some-targets-unhealthy": {
    step: "aws-targets",
    severity: "warning",
    summary: "Some targets of a target group are not healthy.",
    proof: "States and reason codes of its targets, and the health check.",
    fix: "Read the log group of the container for the tasks that are not healthy.",
  },
} as const satisfies Record<string, FindingDefinition>;
