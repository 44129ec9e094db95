import type { Rule, RuleFault } from "./rule";

const maxLoadBalancerName = 32;
const maxRoleName = 64;
const longestRoleSuffix = "-execution";
const maxWorkspaceName = 90;

/** Stack of the shared identity; no application may be called so. */
export const identityStackName = "shared-identity";

/** Names that are put together from parts still fit AWS, and two of them never meet. */
export const nameRule: Rule = ({ name: environmentName = "", applications, state }) => {
  const faults: RuleFault[] = [];
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
    if (state.type === "cloud" && composed.length > maxWorkspaceName) {
      faults.push({
        path,
        value: composed,
        rule: `a workspace's name may have ${maxWorkspaceName} characters`,
        fix: "shorten the application's name or the environment's",
        inputs: [["name"], ["state"]],
      });
    }
    for (const service of Object.keys(application.services)) {
      const role = `${composed}-${service}${longestRoleSuffix}`;
      if (role.length <= maxRoleName) continue;
      faults.push({
        path: [...path, "services", service],
        value: role,
        rule: `environment, application and service together make the IAM role name "${role}" of ${role.length} characters; AWS allows ${maxRoleName}`,
        fix: "shorten the service's name",
        inputs: [["name"]],
      });
    }
  }
  return faults;
};
