import { conditionFields } from "../../routing/condition-fields";
import type { RouteConditions } from "../../routing/route";
import type { GroupRoute, RouteGroups } from "../../routing/route-groups";
import type { ListenerRule } from "./listener-rules";

/** The part of synthesized task definitions that says what the containers enforce. */
export type TaskDefinitionsJson = Readonly<
  Record<string, { readonly container_definitions: string }>
>;

/**
 * Adds the groups that may pass to a rule, as the containers of the application get them in `ROUTE_GROUPS`.
 * @param taskDefinitions of the application; all of them say the same
 */
export function withGroupsOf(
  taskDefinitions: TaskDefinitionsJson = {},
): (rule: ListenerRule) => ListenerRule {
  const routes = Object.values(taskDefinitions).flatMap(routesOf);
  return (rule) => {
    const { groups } = routes.find((route) => isPartOf(rule.conditions, route)) ?? {};
    if (rule.login === undefined || groups === undefined) return rule;
    return { ...rule, login: { ...rule.login, groups: [...groups].sort() } };
  };
}

function routesOf({ container_definitions }: TaskDefinitionsJson[string]): readonly GroupRoute[] {
  const containers: readonly { environment?: readonly { name: string; value: string }[] }[] =
    JSON.parse(container_definitions);
  const values = containers.flatMap(({ environment = [] }) =>
    environment.flatMap(({ name, value }) => (name === "ROUTE_GROUPS" ? [value] : [])),
  );
  return values.flatMap((value) => (JSON.parse(value) as RouteGroups).routes);
}

/** Whether a rule is the route, or the part of it that fits one listener rule. */
function isPartOf(rule: RouteConditions, route: RouteConditions): boolean {
  const ofRule = conditionFields(rule);
  const ofRoute = conditionFields(route);
  return (
    ofRule.length === ofRoute.length &&
    ofRule.every(({ key, values }) =>
      ofRoute.some(
        (other) => other.key === key && values.every((each) => other.values.includes(each)),
      ),
    )
  );
}
