import { type ConditionField, conditionFields } from "./condition-fields";
import type { RouteConditions } from "./route";

/** One value of every field. */
type Combination = ReadonlyMap<string, readonly string[]>;

const maxCombinations = 10_000;

function combinations(fields: readonly ConditionField[]): Combination[] {
  let found: Map<string, string[]>[] = [new Map()];
  for (const { key, values } of fields) {
    found = found.flatMap((combination) =>
      values.map((value) => {
        const before = combination.get(key) ?? [];
        return new Map(combination).set(key, [...before, value]);
      }),
    );
    if (found.length > maxCombinations) return [];
  }
  return found;
}

/** Whether every field of the earlier route matches the combination. */
function matchesCombination(earlier: readonly ConditionField[], combination: Combination): boolean {
  return earlier.every(({ key, values, covers }) =>
    (combination.get(key) ?? []).some((covered) =>
      values.some((covering) => covers(covering, covered)),
    ),
  );
}

/**
 * The earlier routes that together match every request of a later one, which is then unreachable.
 * @returns their indexes, or `undefined` where the later route is reachable
 */
export function coveringRoutes(
  earlier: readonly RouteConditions[],
  later: RouteConditions,
): number[] | undefined {
  const laterCombinations = combinations(conditionFields(later));
  if (laterCombinations.length === 0) return undefined;
  const earlierFields = earlier.map(conditionFields);
  const covering = new Set<number>();
  for (const combination of laterCombinations) {
    const index = earlierFields.findIndex((fields) => matchesCombination(fields, combination));
    if (index === -1) return undefined;
    covering.add(index);
  }
  return [...covering].sort((a, b) => a - b);
}
