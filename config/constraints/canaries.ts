import { canaryName } from "../canaries";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/** A canary has a name of its own, and gets its image as its service does. */
export const checkCanaries = eachApplication(({ services }, base) =>
  Object.entries(services).flatMap(([name, { image, canary }]): ConstraintIssue[] => {
    if (canary === undefined) return [];
    const path = [...base, "services", name, "canary"];
    const issues: ConstraintIssue[] = [];
    if (Object.hasOwn(services, canaryName(name))) {
      issues.push({
        path,
        message: `makes an ECS service "${canaryName(name)}", which the application has already`,
        fix: "rename the other service",
      });
    }
    if (image !== undefined && canary.image === undefined) {
      issues.push({
        path: [...path, "image"],
        message: `must be given: "${name}" has a fixed image, so there is no repository and no variable that the canary's could come from`,
        fix: "write the image of the new release, by digest",
      });
    }
    if (image === undefined && canary.image !== undefined) {
      issues.push({
        path: [...path, "image"],
        message: `must not be given: "${name}" gets its image from a variable, so it could not take over the canary's without an edit`,
        fix: `remove it, and deploy with --image ${canaryName(name)}=…`,
      });
    }
    return issues;
  }),
);
