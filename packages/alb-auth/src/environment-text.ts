/** Environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable without surrounding spaces; `undefined` if there is none. */
export function textOf(env: Environment, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === "" ? undefined : text;
}

/** The values of a variable that separates them by commas, each once. */
export function listFrom(env: Environment, name: string): readonly string[] {
  const entries = (textOf(env, name) ?? "").split(",").map((entry) => entry.trim());
  return [...new Set(entries.filter((entry) => entry !== ""))];
}
