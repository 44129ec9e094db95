import type { FindingDefinition } from "../finding";

/** What a comparison with the environment file shows. */
export const environmentFindings = {
  "host-not-in-environment": {
    step: "rule",
    severity: "error",
    summary: "No application of the environment has this host name.",
    proof: "The host names of the environment.",
    fix: "List the host in applications.NAME.hostName or additionalHostNames, or name another environment.",
  },
  "rule-differs": {
    step: "rule",
    severity: "error",
    summary: "A page does not do what the environment file says: another rule is deployed.",
    proof: "What the file's rule says, and what came.",
    fix: "Deploy the application (npm run deploy), or correct applications.NAME.routes; somebody may have changed the rules by hand.",
  },
  "health-check-path": {
    step: "health-check",
    severity: "error",
    summary:
      "The application returns another status for the health check's path than the healthy ones.",
    proof: "The path, its status and the statuses that are healthy.",
    fix: "Set applications.NAME.services.SERVICE.healthCheckPath to a path that returns 200 without a sign-in, or healthCheck.matcher.",
  },
  "health-check-port": {
    step: "health-check",
    severity: "error",
    summary: "The health check asks another port than the one that the targets listen on.",
    proof: "Both ports.",
    fix: "Remove the health check's port in extend: it is that of applications.NAME.services.SERVICE.port.",
  },
  "issuer-unreachable": {
    step: "issuer",
    severity: "error",
    summary: "The issuer that the application verifies tokens with has no discovery document.",
    proof: "Its /.well-known/openid-configuration.",
    fix: "Let services.SERVICE.environment not override COGNITO_ISSUER, and deploy: the pool may have been replaced.",
  },
  "issuer-other-pool": {
    step: "issuer",
    severity: "error",
    summary:
      "Users sign in at another user pool than the one whose tokens the application accepts.",
    proof: "The authorization endpoint of the issuer, and the host of the login page.",
    fix: "Let services.SERVICE.environment not override COGNITO_ISSUER; deploy identity and application of the same environment.",
  },
} as const satisfies Record<string, FindingDefinition>;
