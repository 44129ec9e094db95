import { formatPath, type Issue, type Path } from "./issue";
import type { Warning } from "./warnings/warning";

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

type LineOf = (path: Path) => number | undefined;

const unknownLine: LineOf = () => undefined;

function count(word: string, entries: readonly unknown[]): string {
  return entries.length === 1 ? `1 ${word}` : `${entries.length} ${word}s`;
}

function place(file: string, line: number | undefined): string {
  return `     At:    ${file}${line === undefined ? "" : `:${line}`}`;
}

function numbered(index: number, path: Path): string {
  return `${String(index + 1).padStart(3)}. ${formatPath(path) || "(the environment)"}`;
}

/**
 * All issues of one file as a numbered list for a terminal.
 *
 * @param lineOf line of a path in the file; `undefined` where it is not known
 */
export function formatIssues(
  file: string,
  issues: readonly Issue[],
  lineOf: LineOf = unknownLine,
): string {
  const entries = issues.map(({ path, value, message, fix }, index) =>
    [
      `${numbered(index, path)} = ${shorten(formatValue(path, value))}`,
      place(file, lineOf(path)),
      `     Issue: ${message}`,
      `     Fix:   ${fix}`,
    ].join("\n"),
  );
  return [`${file}: ${count("issue", issues)}. Nothing was written.`, ...entries].join("\n\n");
}

/** All warnings about one file, like {@link formatIssues}. */
export function formatWarnings(
  file: string,
  warnings: readonly Warning[],
  lineOf: LineOf = unknownLine,
): string {
  const entries = warnings.map(({ path, message, fix }, index) =>
    [
      numbered(index, path),
      place(file, lineOf(path)),
      `     Warning: ${message}`,
      `     Fix:   ${fix}`,
    ].join("\n"),
  );
  return [`${file}: ${count("warning", warnings)}.`, ...entries].join("\n\n");
}
