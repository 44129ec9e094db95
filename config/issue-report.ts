import { formatPath, type Issue, type Path } from "./issue";

const maxValueLength = 160;

/** A secret that was written in place of its ARN must not appear in a pipeline's log as well. */
const hidden = "(hidden)";

function withoutSecrets(key: string, value: unknown): unknown {
  if (key === "secrets") return hidden;
  return typeof value === "bigint" || typeof value === "symbol" ? String(value) : value;
}

function formatObject(value: object): string {
  try {
    return JSON.stringify(value, withoutSecrets) ?? String(value);
  } catch {
    // A circular object, or one whose getters or toJSON throw.
    return "(an object)";
  }
}

function formatValue(path: Path, value: unknown): string {
  if (value === undefined) return "(missing)";
  if (path.includes("secrets")) return hidden;
  if (typeof value === "function") return "(a function)";
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? formatObject(value) : String(value);
}

function shorten(text: string): string {
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
}

/**
 * All issues of one file as a numbered list for a terminal.
 *
 * @param lineOf line of a path in the file; `undefined` where it is not known
 */
export function formatIssues(
  file: string,
  issues: readonly Issue[],
  lineOf: (path: Path) => number | undefined = () => undefined,
): string {
  const count = issues.length === 1 ? "1 issue" : `${issues.length} issues`;
  const entries = issues.map(({ path, value, message, fix }, index) => {
    const line = lineOf(path);
    return [
      `${String(index + 1).padStart(3)}. ${formatPath(path) || "(the environment)"} = ${shorten(formatValue(path, value))}`,
      `     At:    ${file}${line === undefined ? "" : `:${line}`}`,
      `     Issue: ${message}`,
      `     Fix:   ${fix}`,
    ].join("\n");
  });
  return [`${file}: ${count}. Nothing was written.`, ...entries].join("\n\n");
}
