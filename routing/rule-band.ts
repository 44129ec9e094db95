import { createHash } from "node:crypto";
import type { RouteConditions } from "./route";

/** The place of a list of rules among the priorities of a listener. */
export interface RuleBand {
  /** Eight hex digits that name the list: other conditions, or another order, give another name. */
  readonly revision: string;
  /** Priority of the first rule. Its last digits are zeros, so those of a rule are its position. */
  readonly firstPriority: number;
}

const maxPriority = 50_000;

/** Widths of bands. Each divides the next, so that two bands never overlap in part. */
const bandWidths = [10, 20, 100] as const;

/** Priorities that a list of rules may use. */
export interface PriorityRange {
  /** Lowest priority. */
  readonly first: number;
  /** Number of priorities. */
  readonly count: number;
}

/** Every priority of a listener. */
const everyPriority: PriorityRange = { first: 0, count: maxPriority };

/**
 * The band of a list of rules. It depends on the conditions of all rules in their order, and on
 * nothing else: while these stay the same, a changed access or target changes its rule in place, which
 * AWS does in one step. Other conditions move the whole list into another band, so that the new list
 * is written beside the old one and no rule ever stands among those of another list.
 */
export function ruleBand(
  rules: readonly RouteConditions[],
  range: PriorityRange = everyPriority,
): RuleBand {
  const digest = createHash("sha256")
    .update(JSON.stringify(rules.map(canonical)))
    .digest();
  const width = bandWidths.find((each) => rules.length <= each);
  if (width === undefined) throw new Error(`${rules.length} rules do not fit a band`);
  // Priority 0 does not exist, so the band that begins with it stays empty.
  const skipped = range.first === 0 ? 1 : 0;
  const bands = Math.floor(range.count / width) - skipped;
  return {
    revision: digest.toString("hex").slice(0, 8),
    firstPriority: range.first + width * (skipped + (digest.readUInt32BE(0) % bands)),
  };
}

/** The same for conditions that match the same requests by the same values. */
function canonical(conditions: RouteConditions): unknown {
  const { hosts, paths, methods, headers = [], query = [], sourceIps } = conditions;
  const sorted = (values: readonly string[] = []) => [...values].sort();
  const named = (name: string, values: readonly string[]) => JSON.stringify([name, sorted(values)]);
  return [
    sorted(hosts),
    sorted(paths),
    sorted(methods),
    sorted(sourceIps),
    headers.map(({ name, values }) => named(name.toLowerCase(), values)).sort(),
    query.map(({ key = "", values }) => named(key, values)).sort(),
  ];
}
