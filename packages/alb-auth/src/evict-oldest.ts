/** Makes room for one more entry. A `Map` keeps insertion order. */
export function evictOldest(map: Map<string, unknown>, maxEntries: number): void {
  if (map.size < maxEntries) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
