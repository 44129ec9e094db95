/**
 * A string as a literal of Terraform's language: the values of a run's variables are literals.
 * @param text without lone surrogates, which no UTF-8 text contains
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function hclLiteral(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/[$%](?=\{)/g, (opening) => opening + opening)
    .replace(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `"${escaped}"`;
}
