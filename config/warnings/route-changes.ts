import { maxRules, planRoutes } from "../../routing/plan-routes";
import { routingOf } from "../routing-of";
import type { FindWarnings } from "./warning";

/**
 * Applications whose list of routes cannot change in one apply: while it runs, the old rules and the
 * new ones exist together.
 */
export const warnOfRouteChanges: FindWarnings = ({ applications, identity }) =>
  Object.entries(applications).flatMap(([name, application]) => {
    const { length } = planRoutes(routingOf(name, application, identity)).rules;
    if (length * 2 <= maxRules) return [];
    return [
      {
        path: ["applications", name, "routes"],
        message: `makes ${length} listener rules. A change of the routes' conditions or order writes the new rules beside the old ones, ${length * 2} for a moment, and the quota of a load balancer is ${maxRules}: such an apply stops with TooManyRules. The old routes then stay in force, and no path becomes public`,
        fix: `before such a change, raise the quota "Rules per Application Load Balancer" to ${length * 2}, or use two applies: first with routes: [], which requires sign-in for every path, then with the new routes`,
      },
    ];
  });
