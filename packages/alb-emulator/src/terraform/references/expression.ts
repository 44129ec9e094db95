/** `aws_lb.main.arn` is ["aws_lb", "main", "arn"]. */
export type Reference = readonly string[];

const step = String.raw`(?:\.[A-Za-z_][\w-]*|\[\*\]|\[\d+\]|\["[^"\\]*"\])`;
const reference = new RegExp(String.raw`^[A-Za-z_][\w-]*${step}*$`);
const wrapper = /^one\(\s*(.+?)\s*\)$/s;

/**
 * Reads an expression that is one reference, also as `one(address[*].attribute)`, which Terraform
 * takes for a resource that may be counted: the stand-in has exactly one of each.
 * @throws Error in words for every other expression.
 * @see https://developer.hashicorp.com/terraform/language/expressions/references
 */
export function parseReference(source: string): Reference {
  const inner = wrapper.exec(source)?.[1] ?? source;
  if (!reference.test(inner)) {
    throw new Error(
      `the stand-in follows references such as aws_lb.name.arn, but cannot compute "${source}"`,
    );
  }
  return [...inner.matchAll(/[A-Za-z_][\w-]*|\[(\*|\d+)\]|\["([^"\\]*)"\]/g)]
    .map(([text, index, key]) => key ?? index ?? text)
    .filter((part) => part !== "*");
}
