import type { Constraint, ConstraintIssue } from "./constraint";

/**
 * Maximum length of a certificate's common name, and of a user pool domain's host name less one.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html
 */
const maxHostNameLength = 63;

/** A new user pool has one domain, and a host name is one that Cognito and the hosted zone can serve. */
export const checkUserPoolDomain: Constraint = ({ identity, applications }) => {
  if (identity.type === "existing") return [];
  const { prefix, hostName, hostedZone } = identity.domain;
  const base = ["identity", "domain"];
  if ((prefix === undefined) === (hostName === undefined)) {
    return [
      {
        path: base,
        message:
          prefix === undefined
            ? "must have prefix or hostName: without a domain a pool has no sign-in page"
            : "must have either prefix or hostName: every sign-in uses one domain",
        fix:
          prefix === undefined
            ? 'write { prefix: "example-login" }, or { hostName: "login.example.com", hostedZone: { id: "Z…", name: "example.com" } }'
            : "remove one of them; previousPrefix keeps the domain of a prefix while applications move to hostName",
      },
    ];
  }
  if (hostName === undefined) {
    return (["hostedZone", "previousPrefix"] as const)
      .filter((field) => identity.domain[field] !== undefined)
      .map((field) => ({
        path: [...base, field],
        message: "has no effect without hostName: Cognito hosts the domain of a prefix",
        fix: "remove it, or replace prefix by hostName",
      }));
  }
  const path = [...base, "hostName"];
  const issues: ConstraintIssue[] = [];
  if (hostName.length > maxHostNameLength) {
    issues.push({
      path,
      message: `must be at most ${maxHostNameLength} characters, the limit of a user pool domain; it has ${hostName.length}`,
      fix: "choose a shorter name",
    });
  }
  if (hostedZone === undefined) {
    issues.push({
      path: [...base, "hostedZone"],
      message: "is required beside hostName: certificate and DNS record are created there",
      fix: 'add it, like { id: "Z0123456789ABCDEFGHIJ", name: "example.com" }',
    });
  } else if (!hostName.endsWith(`.${hostedZone.name}`)) {
    const isApex = hostName === hostedZone.name;
    issues.push({
      path,
      message: isApex
        ? "must be below the hosted zone's name, not that name itself: Cognito requires an A record of the name above, which another zone contains"
        : `must be in the hosted zone "${hostedZone.name}": its DNS records are created there`,
      fix: `choose a name that ends in ".${hostedZone.name}", like "login.${hostedZone.name}"`,
    });
  }
  for (const [name, application] of Object.entries(applications)) {
    if (![application.hostName, ...application.additionalHostNames].includes(hostName)) continue;
    issues.push({
      path,
      message: `must not be a host name of application "${name}": one DNS record cannot lead to Cognito and to a load balancer`,
      fix: "choose a name of its own for the sign-in pages",
    });
  }
  return issues;
};
