import { planRoutes } from "../../routing/plan-routes";
import { releaseNames } from "../canaries";
import { targetsOf } from "../constraints/applications";
import type { Path } from "../issue";
import { routingOf } from "../routing-of";
import type { Application, Environment } from "../schema/environment";
import { edgeApplications } from "../shared-listener";
import type { Quota } from "./quota";

/** What an application adds to its load balancer. */
interface Load {
  readonly rules: number;
  readonly targetGroups: number;
  readonly egressRules: number;
}

function loadOf(environment: Environment, name: string, application: Application): Load {
  const { identity } = environment;
  const services = releaseNames(application.services).length;
  const targetGroups = targetsOf(application, ["applications", name]).flatMap(({ target }) =>
    target.type === "target-group" ? [target] : [],
  );
  const egress = targetGroups.flatMap((each) =>
    each.egress === undefined ? [] : [JSON.stringify(each.egress)],
  );
  return {
    rules: planRoutes(routingOf(name, application, identity)).rules.length,
    targetGroups: services + new Set(targetGroups.map(({ arn }) => arn)).size,
    egressRules: services + new Set(egress).size,
  };
}

/** Where the warnings of a load balancer point, and what helps. */
interface Place {
  readonly rulesPath: Path;
  readonly servicesPath: Path;
  readonly fewerRules: string;
  readonly divide: string;
}

function quotasOf(loads: readonly Load[], place: Place): Quota[] {
  const sum = (key: keyof Load) => loads.reduce((total, load) => total + load[key], 0);
  return [
    {
      path: place.rulesPath,
      resources: "listener rules",
      count: sum("rules"),
      quota: 100,
      scope: "for a load balancer",
      isAdjustable: true,
      alternative: place.fewerRules,
    },
    {
      path: place.servicesPath,
      resources: "target groups",
      count: sum("targetGroups"),
      quota: 100,
      scope: "for a load balancer",
      isAdjustable: false,
      alternative: `${place.divide}: this quota cannot be raised`,
    },
    {
      path: place.servicesPath,
      resources: "egress rules of the load balancer's security group",
      // One more for Cognito.
      count: sum("egressRules") + 1,
      quota: 60,
      scope: "for a security group",
      isAdjustable: true,
      alternative: place.divide,
    },
  ];
}

/** Quotas of an application's own load balancer. */
export function quotasOfOwnLoadBalancer(
  environment: Environment,
  name: string,
  application: Application,
): Quota[] {
  if (application.loadBalancer.type === "edge") return [];
  const base = ["applications", name];
  return quotasOf([loadOf(environment, name, application)], {
    rulesPath: [...base, "routes"],
    servicesPath: [...base, "services"],
    fewerRules: "combine paths with wildcards",
    divide: "divide the application",
  });
}

/** Quotas of the load balancer of the edge, which its applications reach together. */
export function quotasOfEdge(environment: Environment): Quota[] {
  const behindEdge = edgeApplications(environment.applications);
  if (environment.edge === undefined || behindEdge.length === 0) return [];
  const loads = behindEdge.map(({ name, application }) => loadOf(environment, name, application));
  const path = ["edge"];
  const divide = "give an application a load balancer of its own, or divide the environment";
  return [
    ...quotasOf(loads, {
      rulesPath: path,
      servicesPath: path,
      fewerRules: "combine paths with wildcards",
      divide,
    }),
    {
      path,
      resources: "certificates of applications on one listener",
      count: behindEdge.length,
      quota: 25,
      scope: "for a load balancer, besides the default certificate",
      isAdjustable: true,
      alternative: divide,
    },
  ];
}
