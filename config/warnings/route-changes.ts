import { maxRules, planRoutes } from "../../routing/plan-routes";
import { routingOf } from "../routing-of";
import type { Environment } from "../schema/environment";
import { edgeApplications } from "../shared-listener";
import type { FindWarnings, Warning } from "./warning";

const quotaName = 'the quota "Rules per Application Load Balancer"';

/**
 * Applications whose list of routes cannot change in one apply: while it runs, the old rules and the
 * new ones exist together, beside those of other applications on the same load balancer.
 */
export const warnOfRouteChanges: FindWarnings = (environment) => [
  ...Object.entries(environment.applications).flatMap(([name, { loadBalancer }]) =>
    loadBalancer.type === "edge" ? [] : ownListener(environment, name),
  ),
  ...edgeListener(environment),
];

function ruleCount({ applications, identity }: Environment, name: string): number {
  const application = applications[name];
  return application === undefined
    ? 0
    : planRoutes(routingOf(name, application, identity)).rules.length;
}

function ownListener(environment: Environment, name: string): Warning[] {
  const count = ruleCount(environment, name);
  if (count * 2 <= maxRules) return [];
  return [
    {
      path: ["applications", name, "routes"],
      message: `makes ${count} listener rules. A change of the routes' conditions or order writes the new rules beside the old ones, ${count * 2} for a moment, and the quota of a load balancer is ${maxRules}: such an apply stops with TooManyRules. The old routes then stay in force, and no path becomes public`,
      fix: `before such a change, raise ${quotaName} to ${count * 2}, or use two applies: first with routes: [], which requires sign-in for every path, then with the new routes`,
    },
  ];
}

function edgeListener(environment: Environment): Warning[] {
  const counts = edgeApplications(environment.applications).map(({ name }) => ({
    name,
    count: ruleCount(environment, name),
  }));
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(0, ...counts.map(({ count }) => count));
  // More than the quota without any change is a warning of its own.
  if (all > maxRules || all + most <= maxRules) return [];
  const names = counts.filter(({ count }) => all + count > maxRules).map(({ name }) => `"${name}"`);
  return [
    {
      path: ["edge"],
      message: `has ${all} listener rules of its applications. A change of the routes of ${names.join(", ")} writes the new rules beside the old ones, up to ${all + most} for a moment, and the quota of a load balancer is ${maxRules}: such an apply stops with TooManyRules. The old routes then stay in force, and no path becomes public`,
      fix: `before such a change, raise ${quotaName} to ${all + most}, or combine paths with wildcards`,
    },
  ];
}
