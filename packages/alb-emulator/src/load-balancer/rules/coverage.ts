import type { Condition, Rule } from "../../model/load-balancer.ts";

/**
 * Whether every request that meets the later rule's conditions also meets the earlier rule's, so
 * that the later rule is unreachable. `false` when that cannot be decided.
 */
export function covers(earlier: Rule, later: Rule): boolean {
  return earlier.conditions.every(
    (condition) =>
      matchesEverything(condition) ||
      later.conditions.some((other) => coversCondition(condition, other)),
  );
}

function matchesEverything(condition: Condition): boolean {
  return (
    (condition.field === "path-pattern" || condition.field === "host-header") &&
    condition.values.some(
      (value) => value === "*" || (value === "/*" && condition.field === "path-pattern"),
    )
  );
}

function coversCondition(wide: Condition, narrow: Condition): boolean {
  if (wide.field === "query-string" || narrow.field === "query-string") return false;
  if (wide.field !== narrow.field) return false;
  if (wide.field === "http-header" && narrow.field === "http-header") {
    if (wide.name.toLowerCase() !== narrow.name.toLowerCase()) return false;
  }
  if (regexesOf(wide).length > 0 || regexesOf(narrow).length > 0) {
    // Which texts a regular expression matches is not compared.
    return narrow.values.length === 0 && isSubset(regexesOf(narrow), regexesOf(wide));
  }
  const prefixes = wide.field === "path-pattern";
  return narrow.values.every((value) =>
    wide.values.some((pattern) => pattern === value || (prefixes && hasPrefix(pattern, value))),
  );
}

function regexesOf(condition: Condition): readonly string[] {
  return ("regexValues" in condition && condition.regexValues) || [];
}

function isSubset(values: readonly string[], others: readonly string[]): boolean {
  return values.every((value) => others.includes(value));
}

/** `/tasks/*` covers `/tasks/new` and `/tasks/new/*`. */
function hasPrefix(pattern: string, value: string): boolean {
  const prefix = pattern.slice(0, -1);
  return pattern.endsWith("*") && !/[*?]/.test(prefix) && value.startsWith(prefix);
}
