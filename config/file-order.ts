import type { Fault, Path } from "./fault";

/** Where each key of a path stands among its neighbours; what is missing stands behind them. */
function placeOf(input: unknown, path: Path): number[] {
  let value = input;
  return path.map((key) => {
    if (typeof value !== "object" || value === null) return 0;
    const index = Object.keys(value).indexOf(String(key));
    value = index === -1 ? undefined : (value as Record<string | number, unknown>)[key];
    return index === -1 ? Number.MAX_SAFE_INTEGER : index;
  });
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((place, index) => place !== other[index]);
  if (at === -1) return one.length - other.length;
  return (one[at] ?? 0) - (other[at] ?? -1);
}

/** Faults as whoever reads the file from top to bottom meets them. */
export function inFileOrder(input: unknown, faults: readonly Fault[]): Fault[] {
  return faults
    .map((fault) => ({ fault, place: placeOf(input, fault.path) }))
    .sort((a, b) => compare(a.place, b.place))
    .map(({ fault }) => fault);
}
