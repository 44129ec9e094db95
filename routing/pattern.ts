/** One step of a wildcard pattern: a character, `any` single character, or a `run` of any length. */
export type PatternStep = { readonly literal: string } | "any" | "run";

/** Syntax of the patterns of a condition. */
export interface PatternSyntax {
  readonly caseSensitive: boolean;
  /** Whether `\*` and `\?` match the characters themselves. */
  readonly escapes: boolean;
}

/** The steps of a pattern, in lower case where its syntax ignores case. */
export function parsePattern(pattern: string, syntax: PatternSyntax): PatternStep[] {
  const text = syntax.caseSensitive ? pattern : pattern.toLowerCase();
  const steps: PatternStep[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (syntax.escapes && character === "\\" && (next === "*" || next === "?" || next === "\\")) {
      steps.push({ literal: next });
      index += 1;
    } else if (character === "*") {
      steps.push("run");
    } else if (character === "?") {
      steps.push("any");
    } else {
      steps.push({ literal: character });
    }
  }
  return steps;
}

/** Number of wildcards in a pattern. */
export function countWildcards(pattern: string, syntax: PatternSyntax): number {
  return parsePattern(pattern, syntax).filter((step) => typeof step === "string").length;
}

/** Positions of a pattern that can be reached without another character. */
function closure(steps: readonly PatternStep[], positions: Iterable<number>): Set<number> {
  const reached = new Set<number>();
  for (let position of positions) {
    reached.add(position);
    while (steps[position] === "run") {
      position += 1;
      reached.add(position);
    }
  }
  return reached;
}

/** Positions after another character; `undefined` is a character that equals no literal. */
function advance(
  steps: readonly PatternStep[],
  positions: ReadonlySet<number>,
  character: string | undefined,
): Set<number> {
  const moved: number[] = [];
  for (const position of positions) {
    const step = steps[position];
    if (step === "run") moved.push(position);
    else if (step === "any") moved.push(position + 1);
    else if (step !== undefined && step.literal === character) moved.push(position + 1);
  }
  return closure(steps, moved);
}

/**
 * Whether `covering` matches every string that `covered` matches. The result is exact.
 *
 * Runs `covering` as an automaton over the steps of `covered`. A wildcard of `covered` can match a
 * character that occurs in no literal. Such a character reaches the fewest positions of all, so it is
 * the only one to try.
 */
export function patternCovers(covering: string, covered: string, syntax: PatternSyntax): boolean {
  const outer = parsePattern(covering, syntax);
  const inner = parsePattern(covered, syntax);
  const known = new Map<string, boolean>();

  function accepts(index: number, positions: ReadonlySet<number>): boolean {
    if (positions.size === 0) return false;
    const step = inner[index];
    if (step === undefined) return positions.has(outer.length);
    const key = `${index}:${[...positions].sort((a, b) => a - b).join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, true);
    const result =
      step === "run"
        ? accepts(index + 1, positions) && accepts(index, advance(outer, positions, undefined))
        : accepts(index + 1, advance(outer, positions, step === "any" ? undefined : step.literal));
    known.set(key, result);
    return result;
  }

  return accepts(0, closure(outer, [0]));
}

/** Whether a pattern matches a string without wildcards. */
export function patternMatches(pattern: string, text: string, syntax: PatternSyntax): boolean {
  const steps = parsePattern(pattern, syntax);
  const characters = syntax.caseSensitive ? text : text.toLowerCase();
  let positions: ReadonlySet<number> = closure(steps, [0]);
  for (const character of characters) positions = advance(steps, positions, character);
  return positions.has(steps.length);
}
