/**
 * The beginning of a text in whole lines, with a hint about what is missing.
 * @param maxBytes of the result in UTF-8, hint included
 */
export function cutText(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  const lines = text.split("\n");
  const hint = (shown: number) =>
    `… cut here: ${shown} of ${lines.length} lines are shown. The log of the run has all of them.`;
  const budget = maxBytes - Buffer.byteLength(hint(lines.length)) - 1;
  const kept: string[] = [];
  let size = 0;
  for (const line of lines) {
    size += Buffer.byteLength(line) + 1;
    if (size > budget) break;
    kept.push(line);
  }
  return [...kept, hint(kept.length)].join("\n");
}
