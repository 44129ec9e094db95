/**
 * Reads values of CloudFormation parameters, `NAME=VALUE` or `STACK:NAME=VALUE`.
 * @returns the values by name, and the texts that are neither
 */
export function parseParameters(texts: readonly string[]): {
  readonly parameters: Readonly<Record<string, string>>;
  readonly invalid: readonly string[];
} {
  const pattern = /^((?:[A-Za-z][\w-]*:)?[A-Za-z0-9]+)=(.*)$/s;
  const parsed = texts.map((text) => pattern.exec(text));
  return {
    parameters: Object.fromEntries(
      parsed.flatMap((match) => (match === null ? [] : [[match[1] ?? "", match[2] ?? ""]])),
    ),
    invalid: texts.filter((_text, index) => parsed[index] === null),
  };
}
