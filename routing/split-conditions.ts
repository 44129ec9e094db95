import { type ConditionField, conditionFields } from "./condition-fields";
import type { RouteConditions } from "./route";

/**
 * Most values over all conditions of one listener rule, and most wildcards in them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const maxConditionValues = 5;
export const maxWildcards = 5;

/** How much of a listener rule one field may use up. */
interface Share {
  readonly values: number;
  readonly wildcards: number;
}

/** Every way to divide a listener rule's values and wildcards among fields. */
function shares(fieldCount: number, values: number, wildcards: number): Share[][] {
  if (fieldCount === 0) return [[]];
  const found: Share[][] = [];
  for (let own = values - (fieldCount - 1); own >= 1; own -= 1) {
    for (let wild = wildcards; wild >= 0; wild -= 1) {
      for (const others of shares(fieldCount - 1, values - own, wildcards - wild)) {
        found.push([{ values: own, wildcards: wild }, ...others]);
      }
    }
  }
  return found;
}

/** The values in as few groups as fit the share, in order; `undefined` where one value alone is too much. */
function group({ values, wildcardsIn }: ConditionField, share: Share): string[][] | undefined {
  const groups: string[][] = [];
  let wildcards = 0;
  for (const value of new Set(values)) {
    const more = wildcardsIn(value);
    if (more > share.wildcards) return undefined;
    const last = groups.at(-1);
    if (last === undefined || last.length === share.values || wildcards + more > share.wildcards) {
      groups.push([value]);
      wildcards = more;
    } else {
      last.push(value);
      wildcards += more;
    }
  }
  return groups;
}

function groupAll(
  fields: readonly ConditionField[],
  choice: readonly Share[],
): string[][][] | undefined {
  const groups: string[][][] = [];
  for (const [index, share] of choice.entries()) {
    const field = fields[index];
    const grouped = field && group(field, share);
    if (grouped === undefined) return undefined;
    groups.push(grouped);
  }
  return groups;
}

function product(groups: readonly string[][][]): number {
  return groups.reduce((count, each) => count * each.length, 1);
}

/**
 * Splits conditions into as few as possible that each fit one listener rule: at most five values and
 * five wildcards. The values of each field are cut into groups, every group meets every group of the
 * other fields, and together they match just what the whole matches. `undefined` where that cannot
 * be done, since every field needs a value in every rule.
 */
export function splitConditions(conditions: RouteConditions): RouteConditions[] | undefined {
  const fields = conditionFields(conditions);
  const keyWildcards = fields.reduce((count, field) => count + field.keyWildcards, 0);
  let fewest: string[][][] | undefined;
  for (const choice of shares(fields.length, maxConditionValues, maxWildcards - keyWildcards)) {
    const groups = groupAll(fields, choice);
    if (groups === undefined) continue;
    if (fewest === undefined || product(groups) < product(fewest)) fewest = groups;
  }
  return fewest?.reduce<RouteConditions[]>(
    (parts, groups, index) =>
      groups.flatMap((values) => parts.map((part) => fields[index]?.replace(part, values) ?? part)),
    [conditions],
  );
}
