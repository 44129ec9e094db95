import type { RouteConditions } from "../../routing/route";
import { eachApplication } from "./applications";

/** Whether any condition is set. */
export function hasCondition(conditions: RouteConditions): boolean {
  return Object.values(conditions).some((value) => value !== undefined);
}

/** Every route has at least one condition. */
export const checkConditions = eachApplication(({ routes }, base) =>
  routes.flatMap(({ conditions }, index) =>
    hasCondition(conditions)
      ? []
      : [
          {
            path: [...base, "routes", index, "conditions"],
            message: "must have at least one condition: a listener rule needs one",
            fix: 'add a condition, such as paths: ["/*"], or use the defaultRoute',
          },
        ],
  ),
);
