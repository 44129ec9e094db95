/** Where a value stands in the environment file, outermost key first. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with an environment file, and the way out. */
export interface Fault {
  readonly path: Path;
  /** The value found there; `undefined` when it is missing. */
  readonly value: unknown;
  /** What has to hold, and why where that is not plain. */
  readonly rule: string;
  /** What to write instead. */
  readonly fix: string;
}

const identifier = /^[A-Za-z_$][\w$]*$/;

/** `applications.tasks.routes[2].conditions`, or `applications["my app"]`: as one would write it in TypeScript. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (!identifier.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

const longestValue = 160;

/**
 * Whoever puts a secret where its ARN belongs must not find it in the log of a pipeline as well.
 */
const notShown = "(not shown)";

function withoutSecrets(key: string, value: unknown): unknown {
  if (key === "secrets") return notShown;
  return typeof value === "bigint" || typeof value === "symbol" ? String(value) : value;
}

function formatObject(value: object): string {
  try {
    return JSON.stringify(value, withoutSecrets) ?? String(value);
  } catch {
    return Array.isArray(value) ? "(a list)" : "(an object)";
  }
}

function formatValue(path: Path, value: unknown): string {
  if (value === undefined) return "(missing)";
  if (path.includes("secrets")) return notShown;
  if (typeof value === "function") return "(a function)";
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? formatObject(value) : String(value);
}

function shorten(text: string): string {
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

/** All faults of one file as a numbered list for a terminal. */
export function formatFaults(file: string, faults: readonly Fault[]): string {
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  const entries = faults.map(({ path, value, rule, fix }, index) =>
    [
      `${String(index + 1).padStart(3)}. ${formatPath(path) || "(the environment)"} = ${shorten(formatValue(path, value))}`,
      `     Rule: ${rule}`,
      `     Fix:  ${fix}`,
    ].join("\n"),
  );
  return [`${file}: ${count}. Nothing was written.`, ...entries].join("\n\n");
}
