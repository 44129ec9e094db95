/** Number of characters to insert, remove or replace to turn one string into the other. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const removed = (previous[column] ?? 0) + 1;
      const inserted = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(replaced, removed, inserted));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}

/** Longer input is not a misspelling, and comparing it takes time. */
const maxLength = 64;

/**
 * The candidate that `name` probably misspells, in any case: at most a third of its characters
 * differ.
 * @returns `undefined` where no candidate is that close
 */
export function closestName(name: string, candidates: readonly string[]): string | undefined {
  if (name.length > maxLength) return undefined;
  const distances = candidates.map((candidate) => ({
    candidate,
    distance: editDistance(name.toLowerCase(), candidate.toLowerCase()),
  }));
  const [closest] = distances
    .filter(({ candidate, distance }) => distance <= Math.floor(candidate.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return closest?.candidate;
}
