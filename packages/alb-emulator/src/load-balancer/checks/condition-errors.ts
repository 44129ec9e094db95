import type { Condition, Rule } from "../../model/load-balancer.ts";
import { regexError } from "../rules/regular-expression.ts";

const maxConditionValues = 5;
const maxPatternLength = 128;

/** What AWS rejects in the conditions of a rule. */
export function conditionErrors({ address, priority, conditions }: Rule): readonly string[] {
  if (priority === "default") return [];
  const errors: string[] = [];
  const values = conditions.flatMap((condition): readonly unknown[] => [
    ...condition.values,
    ...regexesOf(condition),
  ]);
  if (conditions.length === 0) {
    errors.push(
      `${address} has no condition; AWS requires one in every rule but the default rule.`,
    );
  }
  if (values.length > maxConditionValues) {
    errors.push(
      `${address} has ${values.length} condition values; AWS allows ${maxConditionValues} in one rule. Split it into several rules.`,
    );
  }
  for (const field of ["host-header", "path-pattern", "http-request-method", "source-ip"]) {
    if (conditions.filter((condition) => condition.field === field).length > 1) {
      errors.push(`${address} has more than one ${field} condition. Put the values into one.`);
    }
  }
  return [...errors, ...conditions.flatMap((condition) => patternErrors(address, condition))];
}

function patternErrors(address: string, condition: Condition): readonly string[] {
  if (
    condition.field !== "path-pattern" &&
    condition.field !== "host-header" &&
    condition.field !== "http-header"
  ) {
    return [];
  }
  const regexes = regexesOf(condition);
  const tooLong = [...condition.values, ...regexes].filter(
    ({ length }) => length > maxPatternLength,
  );
  return [
    ...tooLong.map(
      (value) =>
        `${address}: ${condition.field} ${value} is longer than ${maxPatternLength} characters. Shorten it.`,
    ),
    ...regexes.flatMap((regex) => {
      const error = regexError(regex);
      return error === undefined
        ? []
        : [
            `${address}: the regular expression ${regex} of condition ${condition.field} is not valid (${error}), and AWS rejects it. Use RE2 without look-around, backreferences and Unicode character classes.`,
          ];
    }),
  ];
}

function regexesOf(condition: Condition): readonly string[] {
  return ("regexValues" in condition && condition.regexValues) || [];
}
