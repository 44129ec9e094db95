declare const escaped: unique symbol;

/** Data whose strings are escaped: the stacks accept nothing else. */
export type TerraformLiterals<T> = T & { readonly [escaped]: true };

/** A string with the openings of Terraform templates escaped. */
function literal(text: string): string {
  // A function, since `$$` has a meaning of its own in a replacement string.
  return text.replace(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`);
}

/**
 * The same plain data with every string escaped, keys included: what a user wrote reaches AWS
 * unchanged, `${…}` and `%{…}` too. Call it once, before the stacks are created.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function terraformLiterals<T>(data: T): TerraformLiterals<T> {
  const escapeStrings = (value: unknown): unknown => {
    if (typeof value === "string") return literal(value);
    if (Array.isArray(value)) return value.map(escapeStrings);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [literal(key), escapeStrings(each)]),
    );
  };
  return escapeStrings(data) as TerraformLiterals<T>;
}
