import { formatPath, type Path } from "../fault";
import type { Rule, RuleFault } from "./rule";

const maxLoadBalancerName = 32;
const maxRoleName = 64;
const longestRoleSuffix = "-execution";

/** Stack of the shared identity; no application may be called so. */
export const identityStackName = "shared-identity";

const refusedStarts = { internal: "load balancers", sg: "security groups" };

/** Names that are put together from parts still fit AWS, and two of them never meet. */
export const nameRule: Rule = ({ name: environmentName = "", applications }) => {
  const faults: RuleFault[] = [];
  const roles = new Map<string, Path>();
  for (const [start, what] of Object.entries(refusedStarts)) {
    if (environmentName !== start && !environmentName.startsWith(`${start}-`)) continue;
    faults.push({
      path: ["name"],
      rule: `must not begin with "${start}": AWS refuses ${what} whose names begin so`,
      fix: "choose another name",
    });
  }
  if (Object.keys(applications).length === 0) {
    faults.push({
      path: ["applications"],
      rule: "must have at least one application",
      fix: "add one, with hostName and hostedZone",
    });
  }
  for (const [name, application] of Object.entries(applications)) {
    const path = ["applications", name];
    const composed = `${environmentName}-${name}`;
    if (name === identityStackName) {
      faults.push({
        path,
        value: name,
        rule: `must not be called "${identityStackName}": the identity's stack has this name`,
        fix: "choose another name",
      });
    }
    if (composed.length > maxLoadBalancerName) {
      faults.push({
        path,
        value: composed,
        rule: `environment and application together are ${composed.length} characters; a load balancer's name "${composed}" may have ${maxLoadBalancerName}`,
        fix: "shorten the application's name or the environment's",
        inputs: [["name"]],
      });
    }
    for (const service of Object.keys(application.services)) {
      const role = `${composed}-${service}${longestRoleSuffix}`;
      const servicePath = [...path, "services", service];
      if (role.length > maxRoleName) {
        faults.push({
          path: servicePath,
          value: role,
          rule: `environment, application and service together make the IAM role name "${role}" of ${role.length} characters; AWS allows ${maxRoleName}`,
          fix: "shorten the service's name",
          inputs: [["name"]],
        });
      }
      const owner = roles.get(role);
      if (owner !== undefined) {
        faults.push({
          path: servicePath,
          value: role,
          rule: `application and service together make the IAM role name "${role}", which ${formatPath(owner)} makes too`,
          fix: "rename one of the services or applications",
          inputs: [],
          entriesOf: [servicePath, owner],
        });
      }
      roles.set(role, servicePath);
    }
  }
  return faults;
};
