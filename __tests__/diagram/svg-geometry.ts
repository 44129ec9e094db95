import { type FontName, fonts } from "../../scripts/diagram/svg/style";
import { textWidth } from "../../scripts/diagram/svg/text";

/** Edges in pixels. */
interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** For messages. */
  readonly label: string;
}

export interface SvgText extends Area {
  readonly text: string;
  /** Whether the picture shows less than the whole text. */
  readonly isCut: boolean;
}

/** What is drawn, read from the SVG's text. */
export interface SvgPicture {
  readonly width: number;
  readonly height: number;
  /** Boxes by their position; the page itself is not one. */
  readonly boxes: readonly (Area & { readonly style: string })[];
  readonly texts: readonly SvgText[];
  readonly arrows: readonly Area[];
}

export function readSvg(svg: string): SvgPicture {
  const [, width, height] = /^<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return {
    width: Number(width),
    height: Number(height),
    boxes: [...svg.matchAll(/<rect ([^>]*x=[^>]*)\/>/g)].map(([, text = ""]) => {
      const { class: style = "", ...at } = attributesOf(text);
      const left = Number(at.x);
      const top = Number(at.y);
      return {
        style,
        left,
        top,
        right: left + Number(at.width),
        bottom: top + Number(at.height),
        label: `box ${style} at ${left}, ${top}`,
      };
    }),
    texts: [...svg.matchAll(/<text ([^>]*)>(<title>[^<]*<\/title>)?([^<]*)<\/text>/g)].map(
      ([, attributes = "", title, content = ""]) =>
        readText(attributesOf(attributes), unescapeXml(content), title !== undefined),
    ),
    arrows: [...svg.matchAll(/<path class="line" d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"/g)].map(
      ([, ...points]) => {
        const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = points.map(Number);
        return {
          left: Math.min(x1, x2),
          right: Math.max(x1, x2),
          top: Math.min(y1, y2),
          bottom: Math.max(y1, y2),
          label: `arrow at ${x1}, ${y1}`,
        };
      },
    ),
  };
}

/** Everything that leaves the page, leaves its box, or lies on something else. */
export function faultsOf({ width, height, boxes, texts, arrows }: SvgPicture): string[] {
  const page = { left: 0, top: 0, right: width, bottom: height, label: "the page" };
  return [
    ...[...boxes, ...texts, ...arrows]
      .filter((area) => !isWithin(area, page))
      .map(({ label }) => `${label} leaves the page`),
    ...pairs(boxes)
      .filter(([one, other]) => meet(one, other) && !isWithin(one, other) && !isWithin(other, one))
      .map(([one, other]) => `${one.label} overlaps ${other.label}`),
    ...texts.flatMap((text) =>
      boxes
        .filter((box) => meet(text, box) && !isWithin(text, box))
        .map((box) => `${text.label} leaves ${box.label}`),
    ),
    ...pairs(texts)
      .filter(([one, other]) => meet(one, other))
      .map(([one, other]) => `${one.label} overlaps ${other.label}`),
    ...arrows.flatMap((arrow) =>
      texts
        .filter((text) => meet(arrow, text))
        .map(({ label }) => `${arrow.label} crosses ${label}`),
    ),
  ];
}

function readText(
  attributes: Readonly<Record<string, string>>,
  text: string,
  isCut: boolean,
): SvgText {
  const font = fonts[attributes.class?.split(" ")[0] as FontName];
  const width = textWidth(text, font);
  const x = Number(attributes.x);
  const y = Number(attributes.y);
  const left = attributes["text-anchor"] === "middle" ? x - width / 2 : x;
  return {
    text,
    isCut,
    left,
    right: left + width,
    top: y - 0.8 * font.sizePx,
    bottom: y + 0.2 * font.sizePx,
    label: `"${text}"`,
  };
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

function unescapeXml(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** Coordinates are rounded to tenths of a pixel. */
const rounding = 0.2;

function meet(one: Area, other: Area): boolean {
  return (
    one.left < other.right - rounding &&
    other.left < one.right - rounding &&
    one.top < other.bottom - rounding &&
    other.top < one.bottom - rounding
  );
}

function isWithin(inner: Area, outer: Area): boolean {
  return (
    inner.left >= outer.left - rounding &&
    inner.right <= outer.right + rounding &&
    inner.top >= outer.top - rounding &&
    inner.bottom <= outer.bottom + rounding
  );
}

function pairs<T>(values: readonly T[]): [T, T][] {
  return values.flatMap((one, index) =>
    values.slice(index + 1).map((other): [T, T] => [one, other]),
  );
}
