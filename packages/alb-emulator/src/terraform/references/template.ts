/** A part of a Terraform string: text, or an expression between `${` and `}`. */
export type TemplatePart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "expression"; readonly source: string };

/**
 * Splits a Terraform string into text and expressions; `$${` and `%%{` are text.
 * @throws Error for a directive (`%{ if … }`) or an expression that is not closed
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function parseTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  let index = 0;
  while (index < template.length) {
    const rest = template.slice(index, index + 3);
    if (rest === "$${" || rest === "%%{") {
      text += rest.slice(1);
      index += 3;
    } else if (rest.startsWith("${")) {
      const end = endOfExpression(template, index + 2);
      if (text !== "") parts.push({ type: "text", text });
      text = "";
      parts.push({ type: "expression", source: template.slice(index + 2, end).trim() });
      index = end + 1;
    } else if (rest.startsWith("%{")) {
      throw new Error(
        "it contains a template directive (%{ … }), which the emulator does not evaluate",
      );
    } else {
      text += template.charAt(index);
      index += 1;
    }
  }
  if (text !== "" || parts.length === 0) parts.push({ type: "text", text });
  return parts;
}

/** Braces within quotes do not count; a quoted string may hold expressions of its own. */
function endOfExpression(template: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let index = start; index < template.length; index++) {
    const character = template.charAt(index);
    if (quoted && character === "\\") index++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === "{") depth++;
    else if (!quoted && character === "}" && depth-- === 0) return index;
  }
  throw new Error("it contains an expression that is not closed");
}
