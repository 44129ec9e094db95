import { maxRules } from "../../routing/plan-routes";
import { maxConditionValues, maxWildcards, splitConditions } from "../../routing/split-conditions";
import { soundRoutes } from "./placed-routes";
import type { Rule, RuleFault } from "./rule";

/** Routes fit listener rules, and the rules fit a load balancer. */
export const ruleLimitRule: Rule = ({ applications, identity }, isSound) =>
  Object.entries(applications).flatMap(([name, application]) => {
    const base = ["applications", name];
    const faults: RuleFault[] = [];
    let rules = 0;
    for (const route of soundRoutes(application, identity, base, isSound)) {
      const parts = splitConditions(route.conditions);
      rules += parts?.length ?? 1;
      if (parts !== undefined) continue;
      faults.push({
        path: route.path,
        rule: `must fit listener rules of ${maxConditionValues} values and ${maxWildcards} wildcards, with a value of every condition in each`,
        fix: "use fewer different conditions, or fewer wildcards",
      });
    }
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
  });
