import { formatPath, type Path } from "../issue";
import { eachApplication, targetsOf } from "./applications";
import type { Constraint, ConstraintIssue } from "./constraint";

/** Existing target groups are in the environment's region. */
export const checkTargetGroupRegion = eachApplication((application, base, { region }) =>
  targetsOf(application, base).flatMap(({ target, path }): ConstraintIssue[] => {
    if (target.type !== "target-group" || target.arn.split(":")[3] === region) return [];
    return [
      {
        path: [...path, "arn"],
        message: `must be in ${region}, the environment's region: a load balancer can only use target groups of its own region`,
        fix: `use a target group of ${region}`,
      },
    ];
  }),
);

/** An existing target group belongs to one application. */
export const checkTargetGroupOwner: Constraint = ({ applications }) => {
  const owners = new Map<string, { name: string; path: Path }>();
  const issues: ConstraintIssue[] = [];
  for (const [name, application] of Object.entries(applications)) {
    for (const { target, path } of targetsOf(application, ["applications", name])) {
      if (target.type !== "target-group") continue;
      const arn = [...path, "arn"];
      const owner = owners.get(target.arn);
      if (owner === undefined) {
        owners.set(target.arn, { name, path: arn });
      } else if (owner.name !== name) {
        issues.push({
          path: arn,
          message: `must belong to one application: a target group has one load balancer, and ${formatPath(owner.path)} uses it too`,
          fix: "give each application its own target group; they can have the same targets",
        });
      }
    }
  }
  return issues;
};
