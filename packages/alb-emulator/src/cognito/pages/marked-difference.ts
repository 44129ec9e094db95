/** A text in parts: those that differ from another text are marked. */
export interface MarkedText {
  readonly before: string;
  readonly different: string;
  readonly after: string;
}

/**
 * Marks what differs between two URLs, label by label.
 * @param text Whose parts are returned.
 */
export function markDifference(text: string, other: string): MarkedText {
  const parts = labels(text);
  const others = labels(other);
  const shorter = Math.min(parts.length, others.length);
  let start = 0;
  while (start < shorter && parts[start] === others[start]) start += 1;
  let end = 0;
  while (end < shorter - start && parts.at(-1 - end) === others.at(-1 - end)) end += 1;
  return {
    before: parts.slice(0, start).join(""),
    different: parts.slice(start, parts.length - end).join(""),
    after: end === 0 ? "" : parts.slice(-end).join(""),
  };
}

/** Labels of host and path, and what separates them. */
function labels(url: string): readonly string[] {
  return url.split(/([./:?&=]+)/);
}
