import type { SignIn } from "../model/sign-in";
import { participants, type Step, sequences } from "../model/sign-in-steps";
import { Canvas, margin, pageWidth } from "./canvas";
import { drawApplications } from "./sign-in-applications";
import { fonts } from "./style";
import { textWidth, wrapText } from "./text";

const rowHeight = 15;
/** Pixels between a label and the lifelines at its sides. */
const labelInset = 8;
const titleHeight = 44;

/** Draws who talks to whom: lanes for those who take part, a numbered arrow for each message. */
export function signInSvg(environment: string, signIn: SignIn): string {
  const canvas = new Canvas();
  const heading = `Sign-in of ${environment}`;
  canvas.text(heading, { x: margin, y: 42, width: pageWidth - 2 * margin, font: "title" });
  const end = drawSignIn(canvas, signIn, 66);
  const courses = sequences(signIn);
  return canvas.toSvg(
    end + margin,
    heading,
    `${courses.map(({ title, steps }) => `${title}: ${steps.length} messages`).join(". ")}. ` +
      `Between ${participants(signIn)
        .map(({ name }) => name)
        .join(", ")}.`,
  );
}

/** @returns where the drawing ends */
export function drawSignIn(canvas: Canvas, signIn: SignIn, top: number): number {
  const lanes = participants(signIn);
  const courses = sequences(signIn);
  const laneWidth = (pageWidth - 2 * margin) / lanes.length;
  const centers = new Map(
    lanes.map(({ id }, index) => [id, margin + (index + 0.5) * laneWidth] as const),
  );
  const centerOf = (id: Step["from"]) => centers.get(id) ?? 0;

  let number = 0;
  const drawn = courses.map(({ title, steps }) => ({
    title,
    steps: steps.map((each) => {
      number += 1;
      return layOut(each, number, { from: centerOf(each.from), to: centerOf(each.to) });
    }),
  }));
  const heads = lanes.map(({ detail }) => wrapText(detail, laneWidth - 28, fonts.small));
  const headHeight = 40 + Math.max(...heads.map(({ length }) => length)) * rowHeight;

  const bottom =
    top +
    headHeight +
    drawn.reduce(
      (sum, { steps }) =>
        steps.reduce((height, each) => height + stepHeight(each), sum + titleHeight),
      8,
    );
  for (const { id } of lanes) canvas.lifeline(centerOf(id), top + headHeight, bottom);
  lanes.forEach(({ id, name }, index) => {
    const x = centerOf(id) - laneWidth / 2 + 6;
    const width = laneWidth - 12;
    const style = id === "balancer" ? "balancer" : id === "container" ? "task" : "outside";
    canvas.box({ x, y: top, width, height: headHeight }, style);
    const text = { x: centerOf(id), width: width - 16, isCentered: true };
    canvas.text(name, { ...text, y: top + 22, font: "strong" });
    heads[index]?.forEach((line, row) => {
      canvas.text(line, { ...text, y: top + 41 + row * rowHeight, font: "small", style: "muted" });
    });
  });
  let y = top + headHeight;
  for (const { title, steps } of drawn) {
    drawTitle(canvas, title, y);
    y += titleHeight;
    for (const each of steps) {
      drawStep(canvas, each, y);
      y += stepHeight(each);
    }
  }
  return drawApplications(canvas, signIn, bottom + 24);
}

function drawTitle(canvas: Canvas, title: string, y: number): void {
  canvas.box({ x: margin, y: y + 12, width: pageWidth - 2 * margin, height: 24 }, "head", {
    radius: 4,
  });
  canvas.text(title, {
    x: margin + 10,
    y: y + 28,
    width: pageWidth - 2 * margin - 20,
    font: "strong",
  });
}

/** A step with the lines of its label, numbered across the courses of events. */
interface DrawnStep extends Place {
  readonly rows: readonly Row[];
}

interface Place {
  readonly from: number;
  readonly to: number;
}

interface Row {
  readonly text: string;
  readonly font: "strong" | "small";
}

function layOut({ text, detail }: Step, number: number, { from, to }: Place): DrawnStep {
  const space = Math.abs(to - from) - 2 * labelInset;
  const rows = (value: string, font: Row["font"]) =>
    wrapText(value, space, fonts[font]).map((line) => ({ text: line, font }));
  return { from, to, rows: [...rows(`${number}  ${text}`, "strong"), ...rows(detail, "small")] };
}

function stepHeight({ rows }: DrawnStep): number {
  return rows.length * rowHeight + 20;
}

/** The label stands above the arrow, on the page's own color, so that lifelines do not cross it. */
function drawStep(canvas: Canvas, step: DrawnStep, y: number): void {
  const { from, to, rows } = step;
  const widest = Math.max(...rows.map(({ text, font }) => textWidth(text, fonts[font])));
  const width = Math.min(Math.abs(to - from) - 2 * labelInset, widest) + 4;
  const middle = (from + to) / 2;
  const height = rows.length * rowHeight + 4;
  canvas.box({ x: middle - width / 2, y: y + 3, width, height }, "page", { radius: 0 });
  rows.forEach(({ text, font }, index) => {
    canvas.text(text, {
      x: middle,
      y: y + 17 + index * rowHeight,
      width,
      font,
      isCentered: true,
      style: font === "small" ? "muted" : undefined,
    });
  });
  const direction = Math.sign(to - from);
  const arrowY = y + stepHeight(step) - 8;
  canvas.arrow([from + direction, arrowY], [to - direction, arrowY]);
}
