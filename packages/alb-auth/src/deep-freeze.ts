/**
 * Freezes a JSON value and everything in it.
 * @returns whether the value is nested at most `maxDepth` levels deep; if not, it is partly frozen
 */
export function deepFreeze(value: object, maxDepth: number): boolean {
  if (maxDepth === 0) return false;
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null && !deepFreeze(inner, maxDepth - 1)) {
      return false;
    }
  }
  Object.freeze(value);
  return true;
}
