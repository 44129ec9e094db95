const many = Symbol("*");
const one = Symbol("?");
type Step = string | typeof many | typeof one;

/**
 * A pattern of a listener rule: `*` stands for any number of characters, `/` included, and `?` for exactly
 * one. The time that a match takes is bounded by the product of the two lengths.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export class Wildcard {
  readonly #steps: readonly Step[];
  readonly #lowerCaseSteps: readonly Step[];

  /** @param hasEscapes whether `\*` and `\?` stand for the characters themselves */
  constructor(pattern: string, hasEscapes = false) {
    this.#steps = stepsOf(pattern, hasEscapes);
    this.#lowerCaseSteps = stepsOf(pattern.toLowerCase(), hasEscapes);
  }

  /** Whether the whole text matches. */
  matches(text: string): boolean {
    return matchesSteps(this.#steps, text);
  }

  matchesIgnoringCase(text: string): boolean {
    return matchesSteps(this.#lowerCaseSteps, text.toLowerCase());
  }
}

function stepsOf(pattern: string, hasEscapes: boolean): readonly Step[] {
  const steps: Step[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    const next = pattern.charAt(index + 1);
    if (hasEscapes && character === "\\" && (next === "*" || next === "?")) {
      steps.push(next);
      index++;
    } else {
      steps.push(character === "*" ? many : character === "?" ? one : character);
    }
  }
  return steps;
}

function matchesSteps(steps: readonly Step[], text: string): boolean {
  let step = 0;
  let index = 0;
  // Where to go on when the last `*` has to take one more character.
  let lastMany = -1;
  let takenUpTo = -1;
  while (index < text.length) {
    const current = steps[step];
    if (current === many) {
      lastMany = step++;
      takenUpTo = index;
    } else if (current === one || current === text[index]) {
      step++;
      index++;
    } else if (lastMany >= 0) {
      step = lastMany + 1;
      index = ++takenUpTo;
    } else {
      return false;
    }
  }
  while (steps[step] === many) step++;
  return step === steps.length;
}
