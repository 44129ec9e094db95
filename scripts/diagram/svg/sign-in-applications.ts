import type { SignIn } from "../model/sign-in";
import { type Canvas, margin, pageWidth } from "./canvas";
import { type FontName, fonts } from "./style";
import { wrapText } from "./text";

const lineHeight = 15;
const columns = [
  { label: "Application", font: "strong", x: margin, width: 150 },
  { label: "App client", font: "small", x: margin + 150, width: 220 },
  { label: "Callback URLs", font: "code", x: margin + 370, width: 440 },
  {
    label: "Users sign in with",
    font: "small",
    x: margin + 810,
    width: pageWidth - 2 * margin - 810,
  },
] as const;

/**
 * Draws a row for each application: its app client, and who may sign in with what.
 * @returns where the drawing ends
 */
export function drawApplications(canvas: Canvas, { applications }: SignIn, top: number): number {
  const head = columns.map(({ label }) => [label]);
  const rows = applications.map(({ name, clients, callbackUrls, signInWith }) => [
    [name],
    clients,
    callbackUrls,
    [signInWith.join(", ")],
  ]);
  return rows.reduce(
    (y, values) => drawRow(canvas, values, y, false),
    drawRow(canvas, head, top, true),
  );
}

/** @returns where the row ends */
function drawRow(
  canvas: Canvas,
  values: readonly (readonly string[])[],
  y: number,
  isHead: boolean,
): number {
  const cells = columns.map(({ font, x, width }, index) => {
    const cellFont: FontName = isHead ? "strong" : font;
    const lines = (values[index] ?? []).flatMap((value) =>
      wrapText(value, width - 20, fonts[cellFont]),
    );
    return { font: cellFont, x: x + 10, width: width - 20, lines };
  });
  const height = Math.max(...cells.map(({ lines }) => lines.length)) * lineHeight + 13;
  canvas.box({ x: margin, y, width: pageWidth - 2 * margin, height }, isHead ? "head" : "row", {
    radius: 0,
  });
  for (const { font, x, width, lines } of cells) {
    lines.forEach((line, index) => {
      canvas.text(line, { x, y: y + 18 + index * lineHeight, width, font });
    });
  }
  return y + height;
}
