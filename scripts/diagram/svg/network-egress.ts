import type { NetworkOfVpc } from "../model/network";
import type { Canvas } from "./canvas";
import { sideWidth } from "./network-layout";
import { type FontName, fonts } from "./style";
import { wrapText } from "./text";

/** One destination of the services, with everybody who may connect to it. */
export interface EgressLine {
  readonly from: string;
  readonly to: string;
  readonly description: string;
}

const inset = 12;
const lineHeight = 14;
const entryGap = 10;
const headHeight = 34;

/** What security groups let the services of a VPC connect to; the same destination once. */
export function egressLines({ applications }: NetworkOfVpc): EgressLine[] {
  const lines = new Map<string, EgressLine>();
  for (const { name, services } of applications) {
    for (const { name: service, egress } of services) {
      const who = applications.length === 1 ? service : `${name} / ${service}`;
      for (const { port, to, description } of egress) {
        const key = `${port} ${to} ${description}`;
        const from = [lines.get(key)?.from, who].filter((each) => each !== undefined).join(", ");
        lines.set(key, { from, to: `${port} ${to}`, description });
      }
    }
  }
  return [...lines.values()];
}

export function egressHeight(lines: readonly EgressLine[]): number {
  if (lines.length === 0) return 0;
  const rows = lines.flatMap(rowsOf).length;
  return headHeight + rows * lineHeight + lines.length * entryGap;
}

/** Draws the destinations as one box, beside the private subnets. */
export function drawEgress(
  canvas: Canvas,
  lines: readonly EgressLine[],
  place: { readonly x: number; readonly y: number; readonly arrowFrom: number },
): void {
  if (lines.length === 0) return;
  const { x, y, arrowFrom } = place;
  const width = sideWidth - 2 * inset;
  canvas.box({ x, y, width: sideWidth, height: egressHeight(lines) }, "outside");
  canvas.text("Egress of the tasks", { x: x + inset, y: y + 22, width, font: "strong" });
  let rowTop = y + headHeight;
  for (const line of lines) {
    for (const { text, font, style } of rowsOf(line)) {
      canvas.text(text, { x: x + inset, y: rowTop + 9, width, font, style });
      rowTop += lineHeight;
    }
    rowTop += entryGap;
  }
  canvas.arrow([arrowFrom, y + 18], [x - 1, y + 18]);
}

/** The lines of text of a destination. */
function rowsOf({
  from,
  to,
  description,
}: EgressLine): { text: string; font: FontName; style?: string }[] {
  const rows = (text: string, font: FontName) => wrapText(text, sideWidth - 2 * inset, fonts[font]);
  return [
    ...rows(to, "code").map((text) => ({ text, font: "code" as const })),
    ...[description, `from ${from}`]
      .flatMap((text) => rows(text, "small"))
      .map((text) => ({ text, font: "small" as const, style: "muted" })),
  ];
}
