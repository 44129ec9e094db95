/** One text with what Terraform would read as a template escaped. */
function literal(text: string): string {
  // A function, since a replacing text has a meaning of its own for "$$".
  return text.replace(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`);
}

/**
 * The same plain data with every text escaped, keys included: what a user wrote reaches AWS letter
 * by letter, `${…}` and `%{…}` too.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function terraformLiterals<T>(data: T): T {
  const escapeTexts = (value: unknown): unknown => {
    if (typeof value === "string") return literal(value);
    if (Array.isArray(value)) return value.map(escapeTexts);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [literal(key), escapeTexts(each)]),
    );
  };
  return escapeTexts(data) as T;
}
