import type { Fault, Path } from "./fault";

const lostName = "__proto__";

/**
 * Entries that are called `__proto__`. JavaScript gives this name a meaning of its own, so that such
 * an entry would vanish on its way without a word.
 */
export function lostEntries(
  value: unknown,
  path: Path = [],
  ancestors: readonly unknown[] = [],
): Fault[] {
  if (typeof value !== "object" || value === null || ancestors.includes(value)) return [];
  const faults: Fault[] = [];
  for (const [key, entry] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === lostName) {
      faults.push({
        path: at,
        value: entry,
        rule: `must not be called ${lostName}: JavaScript gives this name a meaning of its own`,
        fix: "choose another name",
      });
    } else {
      faults.push(...lostEntries(entry, at, [...ancestors, value]));
    }
  }
  return faults;
}
