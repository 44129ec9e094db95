import { maxRules } from "../../routing/plan-routes";
import { maxConditionValues, maxWildcards, splitConditions } from "../../routing/split-conditions";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";
import { locatedRoutes } from "./located-routes";

/** Routes fit listener rules, and the rules fit a load balancer. */
export const checkListenerRuleLimits = eachApplication((application, base, { identity }) => {
  const issues: ConstraintIssue[] = [];
  let ruleCount = 0;
  for (const route of locatedRoutes(application, identity, base)) {
    const parts = splitConditions(route.conditions);
    ruleCount += parts?.length ?? 1;
    if (parts !== undefined) continue;
    issues.push({
      path: route.path,
      message: `must fit listener rules of ${maxConditionValues} values and ${maxWildcards} wildcards, each with a value of every condition`,
      fix: "use fewer different conditions, or fewer wildcards",
    });
  }
  if (ruleCount > maxRules) {
    issues.push({
      path: [...base, "routes"],
      value: ruleCount,
      message: `must become at most ${maxRules} listener rules, the quota of a load balancer; these become ${ruleCount}, since a rule holds ${maxConditionValues} values`,
      fix: "combine paths with wildcards, or leave out what the defaultRoute does anyway",
    });
  }
  return issues;
});
