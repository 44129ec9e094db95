import type { Constraint, ConstraintIssue } from "./constraint";

/** An existing user pool is in the environment's region, and has one domain. */
export const checkExistingUserPool: Constraint = ({ identity, region }) => {
  if (identity.type !== "existing") return [];
  const issues: ConstraintIssue[] = [];
  const [regionOfPool] = identity.userPoolId.split("_");
  if (regionOfPool !== region) {
    issues.push({
      path: ["identity", "userPoolId"],
      message: `must begin with ${region}_, the environment's region: a load balancer signs users in only at a user pool of its own region`,
      fix: `use a pool in ${region}, or set region: "${regionOfPool}"`,
    });
  }
  const { prefix, hostName } = identity.domain;
  if ((prefix === undefined) === (hostName === undefined)) {
    issues.push({
      path: ["identity", "domain"],
      message:
        prefix === undefined
          ? "must have prefix or hostName: without a domain a pool has no sign-in page"
          : "must have either prefix or hostName: every sign-in uses one domain",
      fix:
        prefix === undefined
          ? "copy it from the Cognito console, where the pool's settings list its domain"
          : "remove the one that users should not see",
    });
  }
  return issues;
};
