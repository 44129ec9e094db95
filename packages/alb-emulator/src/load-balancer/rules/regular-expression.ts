import { RE2JS, RE2JSSyntaxException } from "re2js";

/** Patterns come from the model, so there are few of them to keep. */
const compiled = new Map<string, RE2JS>();

/**
 * Whether a regular expression matches any part of a text, in time proportional to the text.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function matchesRegex(regex: string, text: string): boolean {
  return compile(regex).matcher(text).find();
}

/**
 * Replaces the first match. `$1` in the replacement is the first group, `$0` the whole match.
 * @returns `undefined` without a match; "unknown group" for a group that the expression has not.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RewriteConfig.html
 */
export function replaceMatch(
  regex: string,
  replacement: string,
  text: string,
): { readonly text: string } | "unknown group" | undefined {
  const matcher = compile(regex).matcher(text);
  if (!matcher.find()) return undefined;
  const count = matcher.groupCount();
  const groups = [...replacement.matchAll(/\$(\d)/g)].map(([, group]) => Number(group));
  if (groups.some((group) => group > count)) return "unknown group";
  const filled = replacement.replace(/\$(\d)/g, (_, group) => matcher.group(Number(group)) ?? "");
  return { text: text.slice(0, matcher.start()) + filled + text.slice(matcher.end()) };
}

/** Why AWS would not accept a regular expression; `undefined` when it would. */
export function regexError(regex: string): string | undefined {
  if (/(?<!\\)(?:\\\\)*\\[pP]/.test(regex)) return "Unicode character classes are not supported";
  try {
    compile(regex);
    return undefined;
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return error.message.replace(/^error parsing regexp: /, "");
  }
}

function compile(regex: string): RE2JS {
  const existing = compiled.get(regex);
  if (existing !== undefined) return existing;
  const expression = RE2JS.compile(regex);
  compiled.set(regex, expression);
  return expression;
}
