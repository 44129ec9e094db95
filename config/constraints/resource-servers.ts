import type { Constraint, ConstraintIssue } from "./constraint";

const maxResourceServers = 25;
const maxScopesOfAResourceServer = 100;
const maxScopeLength = 256;

/** Resource servers and their scopes stay within Cognito's limits. */
export const checkResourceServers: Constraint = ({ identity }) => {
  const path = ["identity", "resourceServers"];
  const servers = Object.entries(identity.resourceServers);
  const issues: ConstraintIssue[] = [];
  if (servers.length > maxResourceServers) {
    issues.push({
      path,
      value: servers.length,
      message: `must have at most ${maxResourceServers} entries: Cognito's default quota of a user pool`,
      fix: "put several scopes into one resource server",
    });
  }
  for (const [identifier, { scopes }] of servers) {
    const names = Object.keys(scopes);
    if (names.length < 1 || names.length > maxScopesOfAResourceServer) {
      issues.push({
        path: [...path, identifier, "scopes"],
        message: `must have 1 to ${maxScopesOfAResourceServer} entries, the limits of Cognito; it has ${names.length}`,
        fix:
          names.length === 0
            ? "add a scope, or remove the resource server"
            : "divide the resource server",
      });
    }
    for (const name of names) {
      const scope = `${identifier}/${name}`;
      if (scope.length <= maxScopeLength) continue;
      issues.push({
        path: [...path, identifier, "scopes", name],
        value: scope,
        message: `makes a scope of ${scope.length} characters; Cognito allows ${maxScopeLength} in an app client`,
        fix: "shorten the identifier or the name",
      });
    }
  }
  return issues;
};
