import { type BoxStyle, type FontName, fonts, styleSheet } from "./style";
import { truncate } from "./text";

/** Width of every picture in pixels: a laptop's window shows it without scrolling. */
export const pageWidth = 1120;
export const margin = 24;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextPlace {
  /** Left edge, or the middle for a centered text. */
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  /** What does not fit into this is cut off, and is in the text's `<title>`. */
  readonly width: number;
  readonly font?: FontName;
  readonly isCentered?: boolean;
  /** Further classes. */
  readonly style?: string;
}

/** An SVG in the making. Elements come in the order of the calls. */
export class Canvas {
  readonly #elements: string[] = [];

  box({ x, y, width, height }: Box, style: BoxStyle, { isDashed = false, radius = 6 } = {}): void {
    const classes = isDashed ? `${style} dashed` : style;
    this.#elements.push(
      `<rect class="${classes}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}"/>`,
    );
  }

  text(text: string, place: TextPlace): void {
    const { x, y, width, font = "body", isCentered = false, style } = place;
    if (text === "") return;
    const shown = truncate(text, width, fonts[font]);
    const title = shown === text ? "" : `<title>${escapeXml(text)}</title>`;
    const anchor = isCentered ? ' text-anchor="middle"' : "";
    const classes = style === undefined ? font : `${font} ${style}`;
    this.#elements.push(
      `<text class="${classes}" x="${round(x)}" y="${round(y)}"${anchor}>${title}${escapeXml(shown)}</text>`,
    );
  }

  /** A horizontal or vertical arrow; its tip ends at the second point. */
  arrow(
    from: readonly [number, number],
    to: readonly [number, number],
    { isDashed = false } = {},
  ): void {
    const [x, y] = to;
    const dx = Math.sign(x - from[0]);
    const dy = Math.sign(y - from[1]);
    const tip = [
      [x, y],
      [x - 8 * dx - 4 * dy, y - 8 * dy - 4 * dx],
      [x - 8 * dx + 4 * dy, y - 8 * dy + 4 * dx],
    ];
    const classes = isDashed ? "line dashed" : "line";
    this.#elements.push(
      `<path class="${classes}" d="M${round(from[0])} ${round(from[1])}L${round(x - 7 * dx)} ${round(y - 7 * dy)}"/>`,
      `<path class="tip" d="M${tip.map((point) => point.map(round).join(" ")).join("L")}Z"/>`,
    );
  }

  /** A vertical line that is not an arrow. */
  lifeline(x: number, top: number, bottom: number): void {
    this.#elements.push(
      `<path class="line dashed" d="M${round(x)} ${round(top)}V${round(bottom)}"/>`,
    );
  }

  /**
   * The whole picture.
   * @param title for those who do not see it
   * @param description the same in a sentence or two
   */
  toSvg(height: number, title: string, description: string): string {
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${pageWidth} ${round(height)}" width="${pageWidth}" height="${round(height)}" role="img" aria-labelledby="title desc">`,
      `<title id="title">${escapeXml(title)}</title>`,
      `<desc id="desc">${escapeXml(description)}</desc>`,
      `<style>\n${styleSheet}\n</style>`,
      `<rect class="page" width="${pageWidth}" height="${round(height)}"/>`,
      ...this.#elements,
      "</svg>",
      "",
    ].join("\n");
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
