import { type PatternStep, type PatternSyntax, parsePattern } from "../../routing/pattern";

/** Which character a wildcard stands for where nothing else decides. */
const filler = "x";

/**
 * The shortest text that two patterns both match.
 * @param runLength how many characters every `*` of the first pattern stands for at least
 * @returns `undefined` where no text matches both
 */
export function witness(
  first: string,
  second: string,
  syntax: PatternSyntax,
  runLength = 0,
): string | undefined {
  const one = parsePattern(first, syntax).flatMap((step): PatternStep[] =>
    step === "run" ? [...Array<PatternStep>(runLength).fill("any"), "run"] : [step],
  );
  const other = parsePattern(second, syntax);
  const width = other.length + 1;
  const seen = new Set<number>([0]);
  let texts: { readonly at: number; readonly text: string }[] = [{ at: 0, text: "" }];
  // Breadth first over pairs of positions. Skipping a `*` costs no character, so it stays in its round.
  while (texts.length > 0) {
    const next: typeof texts = [];
    for (let index = 0; index < texts.length; index += 1) {
      const { at, text } = texts[index] ?? { at: 0, text: "" };
      const i = Math.floor(at / width);
      const j = at % width;
      if (i === one.length && j === other.length) return text;
      const add = (list: typeof texts, row: number, column: number, longer: string) => {
        const position = row * width + column;
        if (seen.has(position)) return;
        seen.add(position);
        list.push({ at: position, text: longer });
      };
      const a = one[i];
      const b = other[j];
      if (a === "run") add(texts, i + 1, j, text);
      if (b === "run") add(texts, i, j + 1, text);
      if (a === undefined || b === undefined) continue;
      const character = commonCharacter(a, b);
      if (character === undefined) continue;
      add(next, a === "run" ? i : i + 1, b === "run" ? j : j + 1, text + character);
    }
    texts = next;
  }
  return undefined;
}

function commonCharacter(a: PatternStep, b: PatternStep): string | undefined {
  if (typeof a === "string") return typeof b === "string" ? filler : b.literal;
  return typeof b === "string" || b.literal === a.literal ? a.literal : undefined;
}
