/** How a text is set; its width is estimated from this alone. */
export interface Font {
  readonly sizePx: number;
  readonly isBold?: boolean;
  readonly isMono?: boolean;
}

/**
 * Widths in em of the widest fonts that browsers use for `system-ui` and `sans-serif` (Verdana, DejaVu
 * Sans): a text that fits with these fits with every other.
 */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[ijl'|]/, 0.3],
  [/[ .,:;!·]/, 0.4],
  [/[ft()[\]\\/r-]/, 0.46],
  [/[cksvxyz]/, 0.6],
  [/[mw%@MWQOGD→…—–]/, 1],
  [/[A-Z]/, 0.78],
  [/[\x20-\x7e]/, 0.65],
  [/[\u00a0-\u024f]/, 0.8],
];

/** Of characters in other scripts, such as Chinese. */
const widestEm = 1.2;
const monoEm = 0.605;
const boldFactor = 1.1;

/** Width of a text in pixels; never less than what a browser needs. */
export function textWidth(text: string, { sizePx, isBold, isMono }: Font): number {
  const em = [...text].reduce((sum, character) => sum + widthOf(character, isMono), 0);
  return em * sizePx * (isBold && !isMono ? boldFactor : 1);
}

function widthOf(character: string, isMono = false): number {
  if (isMono)
    return character < "\u0250" || character === "→" || character === "…" ? monoEm : widestEm;
  return widths.find(([pattern]) => pattern.test(character))?.[1] ?? widestEm;
}

/** The beginning of a text that fits, with an ellipsis when the rest does not. */
export function truncate(text: string, widthPx: number, font: Font): string {
  if (textWidth(text, font) <= widthPx) return text;
  const characters = [...text];
  while (characters.length > 0 && textWidth(`${characters.join("")}…`, font) > widthPx) {
    characters.pop();
  }
  return `${characters.join("").trimEnd()}…`;
}

/** Sets words in lines that fit; one word that does not fit keeps a line of its own. */
export function wrap(words: readonly string[], widthPx: number, font: Font): string[] {
  return fillLines(
    words.map((word) => `${word} `),
    widthPx,
    font,
  );
}

/** Sets a text in lines that fit; only words that are too long are broken, after `.`, `/` and the like. */
export function wrapText(text: string, widthPx: number, font: Font): string[] {
  const pieces = text
    .split(/(?<= )/)
    .flatMap((word) =>
      textWidth(word.trimEnd(), font) <= widthPx ? [word] : word.split(/(?<=[./_,:-])/),
    );
  return text === "" ? [] : fillLines(pieces, widthPx, font);
}

/** Pieces end with their own space, if any. */
function fillLines(pieces: readonly string[], widthPx: number, font: Font): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last}${piece}`.trimEnd(), font) <= widthPx) {
      lines[lines.length - 1] = `${last}${piece}`;
    } else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd());
}
