import * as z from "zod";
import type { Condition, Listener, Rule } from "../model/load-balancer.ts";
import { isLogin } from "../model/login-action.ts";
import type { RegisteredService } from "./services.ts";

const strings = z.array(z.string());
const routeSchema = z.object({
  paths: strings.optional(),
  hosts: strings.optional(),
  methods: strings.optional(),
  headers: z.array(z.object({ name: z.string(), values: strings })).optional(),
  query: z.array(z.object({ key: z.string().optional(), values: strings })).optional(),
  sourceIps: strings.optional(),
  groups: strings.optional(),
});
const routeGroupsSchema = z.object({ routes: z.array(routeSchema) });

type Route = z.output<typeof routeSchema>;

/**
 * Adds to the rules of a listener the groups that may pass, as the containers get them in `ROUTE_GROUPS`.
 * A variable of this name with another content is the container's own.
 */
export function withRuleGroups(
  listener: Listener,
  registered: readonly RegisteredService[],
): Listener {
  const routes = registered.flatMap(({ service: { application, environment } }) =>
    routesIn(environment.ROUTE_GROUPS).map((route) => ({ application, route })),
  );
  if (routes.length === 0) return listener;
  const withGroups = (rule: Rule): Rule => {
    // Applications that share a load balancer each have routes of their own.
    const { application: owner } = rule;
    const found = routes.find(
      ({ application, route }) =>
        (owner === undefined || application === owner) && isPartOf(rule.conditions, route),
    );
    const groups = found?.route.groups;
    return groups === undefined || !rule.actions.some(isLogin) ? rule : { ...rule, groups };
  };
  return {
    ...listener,
    rules: listener.rules.map(withGroups),
    defaultRule: withGroups(listener.defaultRule),
  };
}

function routesIn(text: string | undefined): readonly Route[] {
  if (text === undefined) return [];
  try {
    return routeGroupsSchema.safeParse(JSON.parse(text)).data?.routes ?? [];
  } catch {
    return [];
  }
}

/** Whether a rule has the conditions of a route, or as many of their values as fit one rule. */
function isPartOf(conditions: readonly Condition[], route: Route): boolean {
  const { paths, hosts, methods, sourceIps, headers = [], query = [] } = route;
  const single = [paths, hosts, methods, sourceIps].filter((values) => values !== undefined);
  return (
    conditions.length === single.length + headers.length + query.length &&
    conditions.every((condition) => hasCondition(route, condition))
  );
}

function hasCondition(
  { paths = [], hosts = [], methods = [], sourceIps = [], headers = [], query = [] }: Route,
  condition: Condition,
): boolean {
  const isWithin = (all: readonly string[], values: readonly string[]) =>
    values.length > 0 && values.every((value) => all.includes(value));
  switch (condition.field) {
    case "path-pattern":
      return isWithin(paths, condition.values);
    case "host-header":
      return isWithin(hosts, condition.values);
    case "http-request-method":
      return isWithin(methods, condition.values);
    case "source-ip":
      return isWithin(sourceIps, condition.values);
    case "http-header":
      return headers.some(
        ({ name, values }) =>
          name.toLowerCase() === condition.name.toLowerCase() && isWithin(values, condition.values),
      );
    case "query-string":
      return query.some(({ key, values }) =>
        condition.values.every((each) => each.key === key && values.includes(each.value)),
      );
  }
}
