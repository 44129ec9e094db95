/** Place of a value in the environment file, outermost key first. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with an environment file. */
export interface Issue {
  readonly path: Path;
  /** The value found there; `undefined` when it is missing. */
  readonly value: unknown;
  /** What must hold, and why where that is not obvious. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

const identifier = /^[A-Za-z_$][\w$]*$/;

/** `applications.tasks.routes[2].conditions`, or `applications["my-app"]`: as in TypeScript. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (!identifier.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

/** The value at a path of the raw input; `undefined` where the path does not exist. */
export function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    input,
  );
}
