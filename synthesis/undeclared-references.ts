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
export function referencedAddresses(json: unknown): Set<string> {
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, entry] of Object.entries(value)) {
      const dependencies = key === "depends_on" ? strings(entry) : [];
      for (const dependency of dependencies) found.add(dependency);
      collect(entry);
    }
  };
  collect(json);
  for (const text of strings(json)) {
    for (const expression of expressions(text)) {
      for (const [address] of expression.matchAll(addressPattern)) found.add(address);
    }
  }
  return found;
}

type Blocks = Readonly<Record<string, object>>;

interface StackJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly variable?: Blocks;
  readonly module?: Blocks;
}

/** Addresses that a stack's JSON declares. */
export function declaredAddresses(json: StackJson): Set<string> {
  const { resource = {}, data = {}, variable = {}, module = {} } = json;
  const addresses = (blocks: Blocks, prefix: string) =>
    Object.entries(blocks).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${prefix}${type}.${name}`),
    );
  return new Set([
    ...addresses(resource, ""),
    ...addresses(data, "data."),
    ...Object.keys(variable).map((name) => `var.${name}`),
    ...Object.keys(module).map((name) => `module.${name}`),
  ]);
}

/** Addresses that a stack's JSON refers to and does not declare, such as those of another stack. */
export function undeclaredReferences(json: StackJson): string[] {
  const declared = declaredAddresses(json);
  return [...referencedAddresses(json)].filter((address) => !declared.has(address));
}
