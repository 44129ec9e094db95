import type { Rule, RuleFault } from "./rule";

const maxResourceServers = 25;
const maxScopesOfAResourceServer = 100;
const maxScopeLength = 256;

/** Resource servers and their scopes stay within Cognito's limits. */
export const resourceServerRule: Rule = ({ identity }) => {
  const path = ["identity", "resourceServers"];
  const servers = Object.entries(identity.resourceServers);
  const faults: RuleFault[] = [];
  for (const [identifier, { scopes }] of servers) {
    const names = Object.keys(scopes);
    if (names.length < 1 || names.length > maxScopesOfAResourceServer) {
      faults.push({
        path: [...path, identifier, "scopes"],
        rule: `must have 1 to ${maxScopesOfAResourceServer} scopes; it has ${names.length}`,
        fix:
          names.length === 0
            ? "add a scope, or remove the resource server"
            : "divide the resource server",
        inputs: [],
        entriesOf: [[...path, identifier, "scopes"]],
      });
    }
    for (const name of names) {
      const scope = `${identifier}/${name}`;
      if (scope.length <= maxScopeLength) continue;
      faults.push({
        path: [...path, identifier, "scopes", name],
        value: scope,
        rule: `identifier and name together are ${scope.length} characters; Cognito allows a client scopes of ${maxScopeLength}`,
        fix: "shorten the identifier or the name",
      });
    }
  }
  if (servers.length > maxResourceServers) {
    faults.push({
      path,
      value: servers.length,
      rule: `must have at most ${maxResourceServers} entries: Cognito's default quota of a user pool`,
      fix: "put several scopes into one resource server",
      inputs: [],
      entriesOf: [path],
    });
  }
  return faults;
};
