import type { Constraint, ConstraintIssue } from "./constraint";

/** AWS allows 50 tags of a resource, and one of them is the resource's Name. */
const maxTags = 49;

/** Tags fit every resource that gets them. */
export const checkTags: Constraint = ({ tags }) => {
  const issues: ConstraintIssue[] = [];
  const keys = Object.keys(tags);
  if (keys.length > maxTags) {
    issues.push({
      path: ["tags"],
      value: keys.length,
      message: `must have at most ${maxTags} entries: AWS allows 50 tags of a resource, and one is its Name`,
      fix: "remove some",
    });
  }
  keys.forEach((key, index) => {
    const first = keys.findIndex((each) => each.toLowerCase() === key.toLowerCase());
    if (first === index) return;
    issues.push({
      path: ["tags", key],
      message: `must differ from "${keys[first]}" in more than case: IAM treats the two keys as the same`,
      fix: "remove one of the two",
    });
  });
  return issues;
};
