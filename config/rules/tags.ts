import type { Rule, RuleFault } from "./rule";

/** AWS allows 50 tags of a resource, and gives one of them away: the resource's Name. */
const maxTags = 49;

/** Tags fit every resource that gets them. */
export const tagRule: Rule = ({ tags }) => {
  const faults: RuleFault[] = [];
  const keys = Object.keys(tags);
  if (keys.length > maxTags) {
    faults.push({
      path: ["tags"],
      value: keys.length,
      rule: `must have at most ${maxTags} entries: AWS allows 50 tags of a resource, and one is its Name`,
      fix: "remove some",
    });
  }
  keys.forEach((key, index) => {
    const first = keys.findIndex((each) => each.toLowerCase() === key.toLowerCase());
    if (first === index) return;
    faults.push({
      path: ["tags", key],
      rule: `must differ from "${keys[first]}" in more than case: IAM takes the two keys for one`,
      fix: "remove one of the two",
      inputs: [],
      entriesOf: [["tags"]],
    });
  });
  return faults;
};
