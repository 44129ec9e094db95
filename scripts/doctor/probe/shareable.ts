/** Patterns of what belongs to somebody, and what a file that is shared has instead. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\barn:[\w-]+:[^\s"]*/g, "[arn]"],
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, "[address]"],
  [/[\w.+-]+%40[\w.-]+/gi, "[address]"],
  [/\beyJ[\w-]+={0,2}\.[\w-]+={0,2}(\.[\w-]*={0,2}){0,3}/g, "[token]"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "[id]"],
  [/\b[a-z]{2}(-[a-z]+)+-\d_[A-Za-z0-9]{5,}/g, "[user pool]"],
  [/\b\d{12}\b/g, "[account]"],
  [/\b\d{1,3}(\.\d{1,3}){3}\b/g, "[ip]"],
  [/\b(?:[a-z0-9-]+\.)+(?:amazonaws\.com(?:\.cn)?|amazoncognito\.com)\b/gi, "[host]"],
  [/\b(?=[A-Za-z0-9]*[A-Za-z])(?=(?:[A-Za-z]*\d){3})[A-Za-z0-9]{16,}\b/g, "[id]"],
];

/**
 * The same value for people outside: without host names, account ids, addresses, tokens and ids.
 * @param hosts Host names that belong to the user.
 */
export function shareable<Value>(value: Value, hosts: readonly string[]): Value {
  return JSON.parse(JSON.stringify(value), (_key, item: unknown) =>
    typeof item === "string" ? withoutNames(item, hosts) : item,
  ) as Value;
}

function withoutNames(text: string, hosts: readonly string[]): string {
  let result = text;
  for (const host of [...hosts].sort((one, other) => other.length - one.length)) {
    if (host === "") continue;
    const escaped = host.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    result = result.replace(new RegExp(escaped, "gi"), "[host]");
  }
  return patterns.reduce(
    (current, [pattern, replacement]) => current.replace(pattern, replacement),
    result,
  );
}
