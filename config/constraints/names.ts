import { canaryName, releaseNames } from "../canaries";
import { formatPath, type Path } from "../issue";
import type { Application } from "../schema/environment";
import type { Constraint, ConstraintIssue } from "./constraint";

const maxLoadBalancerNameLength = 32;
const maxRoleNameLength = 64;
const longestRoleSuffix = "-execution";

/** Stack of the shared identity, whose name no application may have. */
export const identityStackName = "shared-identity";

const reservedPrefixes = { internal: "load balancers", sg: "security groups" };

/** The environment's name starts with none of the prefixes that AWS reserves. */
export const checkEnvironmentName: Constraint = ({ name }) =>
  Object.entries(reservedPrefixes).flatMap(([prefix, resources]): ConstraintIssue[] => {
    if (name !== prefix && !name.startsWith(`${prefix}-`)) return [];
    return [
      {
        path: ["name"],
        message: `must not begin with "${prefix}": names of ${resources} would begin with "${prefix}-", which AWS rejects`,
        fix: "choose another name",
      },
    ];
  });

/** There is an application, and names composed of environment and application fit AWS. */
export const checkApplicationNames: Constraint = ({ name: environmentName, applications }) => {
  const names = Object.keys(applications);
  if (names.length === 0) {
    return [
      {
        path: ["applications"],
        message: "must have at least one entry: an environment without applications does nothing",
        fix: "add one, with hostName and hostedZone",
      },
    ];
  }
  return names.flatMap((name) => {
    const path = ["applications", name];
    const loadBalancerName = `${environmentName}-${name}`;
    const issues: ConstraintIssue[] = [];
    if (name === identityStackName) {
      issues.push({
        path,
        value: name,
        message: `must not be named "${identityStackName}": the stack of the user pool has this name`,
        fix: "choose another name",
      });
    }
    if (loadBalancerName.length > maxLoadBalancerNameLength) {
      issues.push({
        path,
        value: loadBalancerName,
        message: `makes the load balancer's name "${loadBalancerName}", which has ${loadBalancerName.length} characters; AWS allows ${maxLoadBalancerNameLength}`,
        fix: "shorten the application's name or the environment's",
      });
    }
    return issues;
  });
};

/** IAM role names, composed of environment, application and service, fit AWS and are unique. */
export const checkRoleNames: Constraint = ({ name: environmentName, applications }) => {
  const owners = new Map<string, Path>();
  const issues: ConstraintIssue[] = [];
  for (const [name, { services }] of Object.entries(applications)) {
    for (const service of releaseNames(services)) {
      const role = `${environmentName}-${name}-${service}${longestRoleSuffix}`;
      const path = pathOfRelease(name, services, service);
      if (role.length > maxRoleNameLength) {
        issues.push({
          path,
          value: role,
          message: `makes the IAM role name "${role}", which has ${role.length} characters; AWS allows ${maxRoleNameLength}`,
          fix: "shorten the service's name",
        });
      }
      const owner = owners.get(role);
      if (owner !== undefined) {
        issues.push({
          path,
          value: role,
          message: `makes the IAM role name "${role}", which ${formatPath(owner)} makes too`,
          fix: "rename one of the services or applications",
        });
      }
      owners.set(role, path);
    }
  }
  return issues;
};

/**
 * Names of security groups, composed of environment, application and service, are unique: AWS rejects
 * a second group of one name in a VPC, and applications may share one.
 */
export const checkSecurityGroupNames: Constraint = ({
  name: environmentName,
  applications,
  edge,
}) => {
  const loadBalancers = new Map<string, Path>(
    Object.keys(applications).map((name) => [
      `${environmentName}-${name}-load-balancer`,
      ["applications", name],
    ]),
  );
  if (edge !== undefined) loadBalancers.set(`${environmentName}-edge-load-balancer`, ["edge"]);
  return Object.entries(applications).flatMap(([name, { services }]) =>
    releaseNames(services).flatMap((service): ConstraintIssue[] => {
      const group = `${environmentName}-${name}-${service}`;
      const owner = loadBalancers.get(group);
      if (owner === undefined) return [];
      return [
        {
          path: pathOfRelease(name, services, service),
          value: service,
          message: `makes the security group name "${group}", which the load balancer of ${formatPath(owner)} has`,
          fix: "rename the service",
        },
      ];
    }),
  );
};

/** Where the file has a service, or the canary that makes the name. */
function pathOfRelease(
  application: string,
  services: Application["services"],
  release: string,
): Path {
  const path = ["applications", application, "services"];
  const service = Object.keys(services).find((name) => canaryName(name) === release);
  return Object.hasOwn(services, release) || service === undefined
    ? [...path, release]
    : [...path, service, "canary"];
}
