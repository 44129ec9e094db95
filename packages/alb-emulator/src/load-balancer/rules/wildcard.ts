/** Options of {@link matchesWildcard}. */
export interface WildcardOptions {
  readonly ignoreCase: boolean;
  /** Whether `\*` and `\?` stand for the characters themselves. */
  readonly escapes: boolean;
}

const many = Symbol("*");
const one = Symbol("?");
type Token = string | typeof many | typeof one;

const compiled = new Map<string, readonly Token[]>();

/**
 * Whether the whole text matches a pattern in which `*` stands for any characters, `/` included,
 * and `?` for exactly one. Time is bounded by the product of the two lengths.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
 */
export function matchesWildcard(pattern: string, text: string, options: WildcardOptions): boolean {
  const tokens = tokensOf(options.ignoreCase ? pattern.toLowerCase() : pattern, options.escapes);
  const subject = options.ignoreCase ? text.toLowerCase() : text;
  let token = 0;
  let index = 0;
  // Where to continue when the last `*` has to match one more character.
  let backToken = -1;
  let backIndex = -1;
  while (index < subject.length) {
    const current = tokens[token];
    if (current === many) {
      backToken = token++;
      backIndex = index;
    } else if (current === one || current === subject[index]) {
      token++;
      index++;
    } else if (backToken >= 0) {
      token = backToken + 1;
      index = ++backIndex;
    } else {
      return false;
    }
  }
  while (tokens[token] === many) token++;
  return token === tokens.length;
}

/** Patterns come from the model, so there are few of them to keep. */
function tokensOf(pattern: string, escapes: boolean): readonly Token[] {
  const key = `${escapes}${pattern}`;
  const existing = compiled.get(key);
  if (existing !== undefined) return existing;
  const tokens: Token[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    const next = pattern.charAt(index + 1);
    if (escapes && character === "\\" && (next === "*" || next === "?")) {
      tokens.push(next);
      index++;
    } else {
      tokens.push(character === "*" ? many : character === "?" ? one : character);
    }
  }
  compiled.set(key, tokens);
  return tokens;
}
