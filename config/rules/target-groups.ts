import { formatPath, type Path } from "../fault";
import { targetsOf } from "./applications";
import type { Rule, RuleFault } from "./rule";

/** An existing target group is where the load balancer is, and belongs to one load balancer. */
export const targetGroupRule: Rule = ({ applications, region }) => {
  const faults: RuleFault[] = [];
  const users = new Map<string, { name: string; path: Path }>();
  for (const [name, application] of Object.entries(applications)) {
    for (const { target, path } of targetsOf(application, ["applications", name])) {
      if (target.type !== "target-group") continue;
      const arn = [...path, "arn"];
      if (target.arn.split(":")[3] !== region) {
        faults.push({
          path: arn,
          rule: `must be in ${region}, the environment's region: a load balancer reaches only target groups of its own region`,
          fix: `name a target group of ${region}`,
          inputs: [arn, ["region"]],
        });
      }
      const user = users.get(target.arn);
      if (user !== undefined && user.name !== name) {
        faults.push({
          path: arn,
          rule: `must belong to one application: a target group takes one load balancer, and ${formatPath(user.path)} has it already`,
          fix: "give each application a target group of its own; they can hold the same targets",
          inputs: [arn, user.path],
        });
      }
      if (user === undefined) users.set(target.arn, { name, path: arn });
    }
  }
  return faults;
};
