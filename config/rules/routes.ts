import { coveringRoutes } from "../../routing/coverage";
import { maxRules, type PlacedRoute, placeRoutes } from "../../routing/plan-routes";
import type { RouteConditions } from "../../routing/route";
import { maxConditionValues, maxWildcards, splitConditions } from "../../routing/split-conditions";
import type { Path } from "../fault";
import { routingOf } from "../routing-of";
import type { Application, Environment } from "../schema/environment";
import type { Rule, RuleFault } from "./rule";

/** Routes can match, fit the load balancer, and lead somewhere. */
export const routeRule: Rule = (environment) =>
  Object.entries(environment.applications).flatMap(([name, application]) => [
    ...targetFaults(name, application),
    ...defaultRouteFaults(name, application),
    ...conditionFaults(name, application),
    ...matchFaults(name, application, environment),
  ]);

function targetFaults(name: string, { routes, defaultRoute, services }: Application): RuleFault[] {
  const base = ["applications", name];
  const targets = [
    ...routes.map(({ target, access }, index) => ({
      target,
      access,
      path: [...base, "routes", index, "target"],
    })),
    {
      target: defaultRoute.target,
      access: defaultRoute.access,
      path: [...base, "defaultRoute", "target"],
    },
  ];
  return targets.flatMap(({ target, path }): RuleFault[] => {
    if (target?.type === "service" && !Object.hasOwn(services, target.service)) {
      const known = Object.keys(services).join(", ");
      return [
        {
          path: [...path, "service"],
          rule: `must be a service of the application (it has: ${known})`,
          fix: "correct the name, or add the service",
          entriesOf: [[...base, "services"]],
        },
      ];
    }
    if (target?.type === "fixed-response" && Math.floor(target.statusCode / 100) === 3) {
      return [
        {
          path: [...path, "statusCode"],
          rule: "must be in the 2XX, 4XX or 5XX range",
          fix: 'use a target of type "redirect" to redirect',
        },
      ];
    }
    const unchanged =
      target?.type === "redirect" &&
      `${target.protocol} ${target.host} ${target.port} ${target.path} ${target.query}` ===
        "#{protocol} #{host} #{port} /#{path} #{query}";
    return unchanged
      ? [
          {
            path,
            rule: "must change protocol, host, port, path or query: this redirects to itself for ever",
            fix: "say where to go, for example by path",
          },
        ]
      : [];
  });
}

function defaultRouteFaults(name: string, { services, defaultRoute }: Application): RuleFault[] {
  const path = ["applications", name, "defaultRoute"];
  const faults: RuleFault[] = [];
  const count = Object.keys(services).length;
  if (defaultRoute.target === undefined && count !== 1) {
    faults.push({
      path: [...path, "target"],
      rule: `must be given: the application has ${count} services, so none is the obvious one`,
      fix: 'add target: { type: "service", service: "…" }',
      entriesOf: [["applications", name, "services"]],
    });
  }
  if (defaultRoute.access.onUnauthenticated === "allow") {
    faults.push({
      path: [...path, "access", "onUnauthenticated"],
      rule: 'must be "authenticate" or "deny": with "allow" a forgotten route would be open to everybody',
      fix: 'add a last route with the condition paths: ["/*"] and access of type "login" that allows',
    });
  }
  return faults;
}

function conditionFaults(name: string, { routes }: Application): RuleFault[] {
  return routes.flatMap(({ conditions }, index) => {
    const given = Object.values(conditions).some((value) => value !== undefined);
    if (given) return [];
    return [
      {
        path: ["applications", name, "routes", index, "conditions"],
        rule: "must hold at least one condition: a listener rule cannot be without",
        fix: 'name paths, such as ["/*"], or use the defaultRoute',
      },
    ];
  });
}

/** What only the whole list of routes shows: dead routes, and rules beyond the load balancer's limits. */
function matchFaults(
  name: string,
  application: Application,
  { identity }: Environment,
): RuleFault[] {
  const base: Path = ["applications", name];
  const routing = routingOf(application, identity);
  const placed = placeRoutes(routing).filter(
    ({ conditions }) => Object.keys(conditions).length > 0,
  );
  const pathOf = ({ origin }: PlacedRoute): Path =>
    origin === "signOut" ? [...base, "signOut"] : [...base, "routes", originIndex(origin)];
  const hosts: Path[] =
    application.additionalHostNames.length === 0
      ? []
      : [
          [...base, "hostName"],
          [...base, "additionalHostNames"],
        ];
  const inputs = (...routes: PlacedRoute[]): Path[] => [
    ...routes.map((route) =>
      route.origin === "signOut" ? pathOf(route) : [...pathOf(route), "conditions"],
    ),
    ...hosts,
  ];
  const faults: RuleFault[] = [];
  let rules = 0;
  placed.forEach((route, index) => {
    const earlier = placed.slice(0, index);
    const covering = coveringRoutes(
      earlier.map(({ conditions }) => conditions),
      route.conditions,
    )?.map((at) => earlier[at] as PlacedRoute);
    if (covering !== undefined) {
      faults.push({
        path: [...pathOf(route), "conditions"],
        ...coveredBy(covering, route),
        inputs: inputs(route, ...covering),
      });
    }
    const parts = splitConditions(route.conditions);
    rules += parts?.length ?? 1;
    if (parts === undefined) {
      faults.push({
        path: [...pathOf(route), "conditions"],
        rule: `must fit listener rules of ${maxConditionValues} values and ${maxWildcards} wildcards, with a value of every condition in each`,
        fix: "use fewer different conditions, or fewer wildcards",
        inputs: inputs(route),
      });
    }
  });
  if (rules > maxRules) {
    faults.push({
      path: [...base, "routes"],
      value: rules,
      rule: `must become at most ${maxRules} listener rules; these become ${rules}, since a rule holds ${maxConditionValues} values`,
      fix: "join routes by wildcards, or leave out what the defaultRoute does anyway",
      inputs: [],
      entriesOf: [[...base, "routes"]],
    });
  }
  return faults;
}

function originIndex(origin: string): number {
  return Number(origin.replace(/\D/g, ""));
}

function coveredBy(
  covering: readonly PlacedRoute[],
  route: PlacedRoute,
): Pick<RuleFault, "rule" | "fix"> {
  const names = covering.map(({ origin }) => origin).join(" and ");
  const [only] = covering;
  if (
    covering.length === 1 &&
    only !== undefined &&
    sameConditions(only.conditions, route.conditions)
  ) {
    return {
      rule: `must differ from ${names}: a duplicate can never match, since the first route that matches applies`,
      fix:
        only.origin === "signOut"
          ? "remove it, or set signOut.enabled to false"
          : "remove one of the two",
    };
  }
  return {
    rule: `must be able to match: ${names} ${covering.length === 1 ? "matches" : "match"} all that this route would, and stand${covering.length === 1 ? "s" : ""} before it`,
    fix: `move it before ${names}, or narrow ${covering.length === 1 ? "that route" : "those"}`,
  };
}

function sameConditions(one: RouteConditions, other: RouteConditions): boolean {
  return coveringRoutes([one], other) !== undefined && coveringRoutes([other], one) !== undefined;
}
