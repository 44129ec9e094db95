import { conditionFields } from "./condition-fields";
import type { RouteConditions } from "./route";

/**
 * Most values over all conditions of one listener rule, and most wildcards in them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const maxConditionValues = 5;
export const maxWildcards = 5;

function wildcards(values: readonly string[]): number {
  return values.join("").match(/(?<!\\)[*?]/g)?.length ?? 0;
}

function chunks(values: readonly string[], size: number): string[][] {
  const count = Math.ceil(values.length / size);
  return Array.from({ length: count }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

/** Every choice of chunk sizes, one for each field, that keeps a rule within its number of values. */
function sizeChoices(lengths: readonly number[], budget: number): number[][] {
  const [length, ...others] = lengths;
  if (length === undefined) return [[]];
  const largest = Math.min(length, budget - others.length);
  return Array.from({ length: Math.max(largest, 0) }, (_, index) => largest - index).flatMap(
    (size) => sizeChoices(others, budget - size).map((rest) => [size, ...rest]),
  );
}

/**
 * Splits conditions into as few as possible that each fit one listener rule: at most five values and
 * five wildcards. Together they match just what the whole matches. `undefined` where that cannot be
 * done, since every field needs a value in every rule.
 */
export function splitConditions(conditions: RouteConditions): RouteConditions[] | undefined {
  const fields = conditionFields(conditions);
  const splits = sizeChoices(
    fields.map(({ values }) => values.length),
    maxConditionValues,
  ).map((sizes) =>
    fields.reduce<RouteConditions[]>(
      (parts, field, index) =>
        chunks(field.values, sizes[index] ?? 1).flatMap((values) =>
          parts.map((part) => field.replace(part, values)),
        ),
      [conditions],
    ),
  );
  return splits
    .filter((parts) =>
      parts.every((part) => {
        const values = conditionFields(part).flatMap((field) => field.values);
        const queryKeys = part.query?.map(({ key }) => key ?? "") ?? [];
        return wildcards([...values, ...queryKeys]) <= maxWildcards;
      }),
    )
    .sort((a, b) => a.length - b.length)[0];
}
