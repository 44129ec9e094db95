import { parse } from "./synth";

/** Every string in a value, without keys. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(strings);
}

/** The `${…}` and `%{…}` of a string; escaped ones are plain text. */
function expressions(text: string): string[] {
  return [...text.matchAll(/(?<![$%])[$%]\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}/g)].map(([all]) => all);
}

const addressPattern = /\b(?:data\.[a-z0-9_]+|aws_[a-z0-9_]+|var)\.[A-Za-z_][A-Za-z0-9_-]*/g;

/** Addresses that a stack's JSON refers to, in expressions and in `depends_on`. */
export function referencedAddresses(json: string): Set<string> {
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, entry] of Object.entries(value)) {
      const dependencies = key === "depends_on" ? strings(entry) : [];
      for (const dependency of dependencies) found.add(dependency);
      collect(entry);
    }
  };
  collect(parse(json));
  for (const text of strings(parse(json))) {
    for (const expression of expressions(text)) {
      for (const [address] of expression.matchAll(addressPattern)) found.add(address);
    }
  }
  return found;
}

/** Addresses that a stack's JSON declares. */
export function declaredAddresses(json: string): Set<string> {
  const { resource = {}, data = {}, variable = {} } = parse(json);
  const addresses = (blocks: Readonly<Record<string, object>>, prefix: string) =>
    Object.entries(blocks).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${prefix}${type}.${name}`),
    );
  return new Set([
    ...addresses(resource, ""),
    ...addresses(data, "data."),
    ...Object.keys(variable).map((name) => `var.${name}`),
  ]);
}
