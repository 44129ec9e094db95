import { type ConditionField, conditionFields } from "./condition-fields";
import type { RouteConditions } from "./route";

/**
 * Maximum number of values in all conditions of one listener rule, and of wildcards in them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const maxConditionValues = 5;
export const maxWildcards = 5;

/** A field of the conditions with the counts that the limits apply to. */
interface CountedField {
  readonly field: ConditionField;
  readonly values: readonly { readonly value: string; readonly wildcards: number }[];
  readonly wildcards: number;
}

/** Number of values and wildcards of a listener rule that one field may use. */
interface Share {
  readonly values: number;
  readonly wildcards: number;
}

function count(field: ConditionField): CountedField {
  const values = [...new Set(field.values)].map((value) => ({
    value,
    wildcards: field.wildcardsIn(value),
  }));
  return { field, values, wildcards: values.reduce((sum, each) => sum + each.wildcards, 0) };
}

/** Every way to divide a listener rule's values and wildcards among fields, larger shares first. */
function shares(fields: readonly CountedField[], values: number, wildcards: number): Share[][] {
  const [field, ...others] = fields;
  if (field === undefined) return [[]];
  const found: Share[][] = [];
  for (let own = values - others.length; own >= 1; own -= 1) {
    for (let wild = Math.min(wildcards, field.wildcards); wild >= 0; wild -= 1) {
      for (const rest of shares(others, values - own, wildcards - wild)) {
        found.push([{ values: own, wildcards: wild }, ...rest]);
      }
    }
  }
  return found;
}

/** The values in as few groups as fit the share, in order; `undefined` where a single value exceeds it. */
function group({ values }: CountedField, share: Share): string[][] | undefined {
  const groups: string[][] = [];
  let used = 0;
  for (const { value, wildcards } of values) {
    if (wildcards > share.wildcards) return undefined;
    const last = groups.at(-1);
    if (last === undefined || last.length === share.values || used + wildcards > share.wildcards) {
      groups.push([value]);
      used = wildcards;
    } else {
      last.push(value);
      used += wildcards;
    }
  }
  return groups;
}

function product(groups: readonly string[][][]): number {
  return groups.reduce((all, each) => all * each.length, 1);
}

/** The values of every field in groups, so that any combination of one group per field fits a rule. */
function fewestGroups(
  fields: readonly CountedField[],
  wildcards: number,
): string[][][] | undefined {
  const valueCount = fields.reduce((sum, { values }) => sum + values.length, 0);
  const wildcardCount = fields.reduce((sum, field) => sum + field.wildcards, 0);
  if (valueCount <= maxConditionValues && wildcardCount <= wildcards) {
    return fields.map(({ values }) => [values.map(({ value }) => value)]);
  }
  let fewest: string[][][] | undefined;
  for (const choice of shares(fields, maxConditionValues, wildcards)) {
    const groups = fields.flatMap((field, index) => {
      const share = choice[index];
      const grouped = share && group(field, share);
      return grouped === undefined ? [] : [grouped];
    });
    if (groups.length < fields.length) continue;
    if (fewest === undefined || product(groups) < product(fewest)) fewest = groups;
  }
  return fewest;
}

/**
 * Splits conditions into as few as possible that each fit one listener rule: at most five values and
 * five wildcards. The values of each field are divided into groups, and each group is combined with
 * each group of the other fields, so that together they match the same requests.
 * @returns `undefined` where that is impossible, because every rule needs a value of every field
 */
export function splitConditions(conditions: RouteConditions): RouteConditions[] | undefined {
  const fields = conditionFields(conditions);
  const keyWildcards = fields.reduce((sum, field) => sum + field.keyWildcards, 0);
  const groups = fewestGroups(fields.map(count), maxWildcards - keyWildcards);
  return groups?.reduce<RouteConditions[]>(
    (parts, ofField, index) =>
      ofField.flatMap((values) =>
        parts.map((part) => fields[index]?.replace(part, values) ?? part),
      ),
    [conditions],
  );
}
