import { networkOf, ownNetworks } from "../network-owner";
import type { Application, Environment } from "../schema/environment";
import { quotasOfEdge, quotasOfOwnLoadBalancer } from "./load-balancer-quotas";
import type { Quota } from "./quota";
import type { Warning } from "./warning";

/** Adding one more application or route should not be what reveals a quota. */
const nearlyMet = 0.9;

/**
 * Quotas that an apply of this environment meets, or nearly does. Whatever else the account contains
 * counts as well, and is not known here.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export function warnOfQuotas(environment: Environment): Warning[] {
  const ofApplications = Object.entries(environment.applications).flatMap(([name, application]) => [
    ...quotasOfOwnLoadBalancer(environment, name, application),
    ...quotasOfServices(environment, name, application),
  ]);
  return [...quotasOfRegion(environment), ...quotasOfEdge(environment), ...ofApplications]
    .filter(({ count, quota }) => count > quota * nearlyMet)
    .map(warning);
}

function warning(given: Quota): Warning {
  const { path, resources, count, quota, scope, isAdjustable, alternative } = given;
  const state = count > quota ? "more than" : count === quota ? "exactly" : "nearly";
  return {
    path,
    message: `makes ${count} ${resources}: ${state} AWS's ${isAdjustable ? "default " : ""}quota of ${quota} ${scope}. An apply fails in the middle when a quota is exceeded`,
    fix: isAdjustable
      ? `${alternative}, or request a higher quota in Service Quotas before you deploy`
      : alternative,
  };
}

function quotasOfRegion(environment: Environment): Quota[] {
  const { applications, edge, region } = environment;
  const newNetworks = ownNetworks(environment).flatMap(({ network }) =>
    network.type === "new" ? [network] : [],
  );
  const ownLoadBalancers = Object.values(applications).filter(
    ({ loadBalancer }) => loadBalancer.type === "own",
  );
  const natGateways = newNetworks.map(({ nat, availabilityZoneCount }) =>
    nat === "none" ? 0 : nat === "single" ? 1 : availabilityZoneCount,
  );
  const common = { path: ["applications"], isAdjustable: true };
  return [
    {
      ...common,
      resources: "VPCs, with the account's default VPC",
      count: newNetworks.length === 0 ? 0 : newNetworks.length + 1,
      quota: 5,
      scope: `in ${region}`,
      alternative:
        'let applications share one (network: { type: "application", application: "…" })',
    },
    {
      ...common,
      resources: "Elastic IP addresses, one for each NAT gateway",
      count: natGateways.reduce((sum, each) => sum + each, 0),
      quota: 5,
      scope: `in ${region}`,
      alternative: 'use nat: "single", or let applications share a network',
    },
    {
      ...common,
      resources: "load balancers",
      count: ownLoadBalancers.length + (edge === undefined ? 0 : 1),
      quota: 50,
      scope: `in ${region}`,
      alternative: "divide the environment",
    },
  ];
}

function quotasOfServices(
  environment: Environment,
  name: string,
  application: Application,
): Quota[] {
  return Object.entries(application.services).map(([service, { egress }]) => ({
    path: ["applications", name, "services", service, "egress"],
    resources: "egress rules of the service's security group",
    // Besides those declared, HTTPS over IPv4 and IPv6.
    count: egress.length + (networkOf(environment, application).ipv6 ? 2 : 1),
    quota: 60,
    scope: "for a security group",
    isAdjustable: true,
    alternative: "combine destinations into one range",
  }));
}
