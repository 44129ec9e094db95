/** `aws_lb.main.arn` is ["aws_lb", "main", "arn"]. */
export type Reference = readonly string[];

const step = String.raw`(?:\.[A-Za-z_][\w-]*|\[\*\]|\[\d+\]|\["[^"\\]*"\])`;
const reference = new RegExp(String.raw`^[A-Za-z_][\w-]*${step}*$`);
const wrapper = /^one\(\s*(.+?)\s*\)$/s;
const element = /^element\(\s*(?:(?:sort|tolist)\(\s*)+([^()]+?)\s*\)+\s*,\s*0\s*\)$/s;

/**
 * Reads an expression that is one reference, also as `one(address[*].attribute)`, the form for a
 * resource with `count`: the emulator has exactly one of each. `element(sort(tolist(set)), 0)`, the form for a set,
 * is its first element, since the emulator's sets have one.
 * @throws Error for every other expression
 * @see https://developer.hashicorp.com/terraform/language/expressions/references
 */
export function parseReference(source: string): Reference {
  const set = element.exec(source)?.[1];
  if (set !== undefined) return [...parseReference(set), "0"];
  const inner = wrapper.exec(source)?.[1] ?? source;
  if (!reference.test(inner)) {
    throw new Error(
      `the emulator resolves references such as aws_lb.name.arn, but cannot evaluate "${source}"`,
    );
  }
  return [...inner.matchAll(/[A-Za-z_][\w-]*|\[(\*|\d+)\]|\["([^"\\]*)"\]/g)]
    .map(([text, index, key]) => key ?? index ?? text)
    .filter((part) => part !== "*");
}
