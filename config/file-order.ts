import type { Path } from "./issue";

/** Position of each key of a path among its siblings; missing keys come after them. */
function positionsOf(input: unknown, path: Path): number[] {
  let value = input;
  return path.map((key) => {
    if (typeof value !== "object" || value === null) return 0;
    const index = Object.keys(value).indexOf(String(key));
    value = index === -1 ? undefined : (value as Record<string | number, unknown>)[key];
    return index === -1 ? Number.MAX_SAFE_INTEGER : index;
  });
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((position, index) => position !== other[index]);
  if (at === -1) return one.length - other.length;
  return (one[at] ?? 0) - (other[at] ?? -1);
}

/** Issues or warnings in the order of their places in the file. */
export function inFileOrder<T extends { readonly path: Path }>(
  input: unknown,
  issues: readonly T[],
): T[] {
  return issues
    .map((issue) => ({ issue, positions: positionsOf(input, issue.path) }))
    .sort((a, b) => compare(a.positions, b.positions))
    .map(({ issue }) => issue);
}
