import type { Rule } from "../../model/load-balancer.ts";
import { regexError } from "../rules/regular-expression.ts";

const maxLength = 1024;

/**
 * What AWS rejects in the transforms of a rule.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export function transformErrors({ address, priority, transforms = [] }: Rule): readonly string[] {
  const errors: string[] = [];
  if (priority === "default" && transforms.length > 0) {
    errors.push(
      `${address}: a default rule has a transform, which AWS rejects. Move it to a rule with a path pattern /*.`,
    );
  }
  for (const type of ["host-header-rewrite", "url-rewrite"]) {
    if (transforms.filter((transform) => transform.type === type).length > 1) {
      errors.push(`${address} has more than one ${type} transform; AWS allows one. Remove some.`);
    }
  }
  for (const { type, regex, replace } of transforms) {
    const error = regexError(regex);
    if (error !== undefined) {
      errors.push(
        `${address}: the regular expression ${regex} of transform ${type} is not valid (${error}), and AWS rejects it. Use RE2 without look-around, backreferences and Unicode character classes.`,
      );
    }
    for (const text of [regex, replace].filter(({ length }) => length > maxLength)) {
      errors.push(
        `${address}: ${text.slice(0, 40)}… of transform ${type} is longer than ${maxLength} characters. Shorten it.`,
      );
    }
  }
  return errors;
}
