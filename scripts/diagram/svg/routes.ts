import { describeConditions } from "../../../synthesis/describe-conditions";
import type { ApplicationRules, ListenerRule } from "../../routes/listener-rules";
import { accessOf } from "../model/access";
import { Canvas, margin, pageWidth } from "./canvas";
import { fonts } from "./style";
import { wrap, wrapText } from "./text";

const columns = {
  rule: { x: margin, width: 132 },
  conditions: { x: margin + 132, width: 380 },
  access: { x: margin + 512, width: 138 },
  details: { x: margin + 650, width: 262 },
  target: { x: margin + 912, width: pageWidth - 2 * margin - 912 },
} as const;

const lineHeight = 16;
const inset = 10;

/** Draws the rules of every HTTPS listener as ordered tables. */
export function routesSvg(environment: string, applications: readonly ApplicationRules[]): string {
  const canvas = new Canvas();
  canvas.text(`Routes of ${environment}`, {
    x: margin,
    y: 42,
    width: pageWidth - 2 * margin,
    font: "title",
  });
  const y = drawRoutes(canvas, applications, 66);
  const counts = applications.map(
    ({ application, rules }) => `${application} with ${rules.length} rules`,
  );
  return canvas.toSvg(
    y,
    `Routes of ${environment}`,
    `The rules of each load balancer in order of evaluation, the default rule last: ${counts.join(", ")}.`,
  );
}

/** @returns where the next drawing may begin */
export function drawRoutes(
  canvas: Canvas,
  applications: readonly ApplicationRules[],
  top: number,
): number {
  return applications.reduce((y, each) => drawApplication(canvas, each, y) + 28, top);
}

/** @returns where the drawing ends */
function drawApplication(
  canvas: Canvas,
  { application, hostNames, slot, rules }: ApplicationRules,
  top: number,
): number {
  canvas.text(application, { x: margin, y: top + 16, width: 300, font: "heading" });
  const listener = slot === undefined ? "HTTPS listener" : `Slot ${slot} of the edge`;
  const width = pageWidth - 2 * margin - 312;
  const facts = wrapText(`${listener} · ${hostNames.join(", ")}`, width, fonts.code);
  facts.forEach((text, line) => {
    const place = { x: margin + 312, y: top + 16 + line * lineHeight, width };
    canvas.text(text, { ...place, font: "code", style: "muted" });
  });
  let y = top + 30 + (facts.length - 1) * lineHeight;
  canvas.box({ x: margin, y, width: pageWidth - 2 * margin, height: 28 }, "head", { radius: 0 });
  const heads = [
    ["rule", "Priority"],
    ["conditions", "A request that matches all of"],
    ["access", "needs"],
    ["details", "which asks for"],
    ["target", "and goes to"],
  ] as const;
  for (const [name, label] of heads) {
    const { x, width } = columns[name];
    canvas.text(label, { x: x + inset, y: y + 18, width: width - inset, font: "strong" });
  }
  y += 28;
  for (const rule of rules) y = drawRule(canvas, rule, y);
  return y;
}

function drawRule(canvas: Canvas, rule: ListenerRule, y: number): number {
  const isDefault = rule.priority === undefined;
  const { type, label, details } = accessOf(rule);
  const conditions = conditionLines(rule);
  const detailLines = details.flatMap((detail) =>
    wrapText(detail, columns.details.width - inset, fonts.small),
  );
  const targetLines = wrapText(rule.target, columns.target.width - 2 * inset, fonts.small);
  const lines = Math.max(2, conditions.length, detailLines.length, targetLines.length);
  const height = lines * lineHeight + 16;

  canvas.box({ x: margin, y, width: pageWidth - 2 * margin, height }, "row", { radius: 0 });
  const cell = (name: keyof typeof columns, line: number) => ({
    x: columns[name].x + inset,
    y: y + 20 + line * lineHeight,
    width: columns[name].width - inset - (name === "target" ? inset : 0),
  });
  canvas.text(isDefault ? "default" : String(rule.priority), {
    ...cell("rule", 0),
    font: "strong",
  });
  canvas.text(rule.name, { ...cell("rule", 1), font: "small", style: "muted" });
  conditions.forEach((text, line) => {
    canvas.text(text, { ...cell("conditions", line), font: isDefault ? "body" : "code" });
  });
  const pill = columns.access;
  canvas.box({ x: pill.x + inset, y: y + 7, width: pill.width - inset, height: 20 }, type, {
    radius: 10,
  });
  canvas.text(label, {
    x: pill.x + inset + (pill.width - inset) / 2,
    y: y + 21,
    width: pill.width - inset - 12,
    font: "pill",
    isCentered: true,
    style: `${type}-text`,
  });
  detailLines.forEach((text, line) => {
    canvas.text(text, { ...cell("details", line), font: "small" });
  });
  targetLines.forEach((text, line) => {
    canvas.text(text, { ...cell("target", line), font: "small" });
  });
  return y + height;
}

/** Every field on lines of its own. */
function conditionLines({ conditions }: ListenerRule): string[] {
  const width = columns.conditions.width - inset;
  const lines = describeConditions(conditions)
    .split("\n")
    .filter((field) => field !== "")
    // Values stay in one piece, unless one is wider than the column.
    .flatMap((field) => wrap(field.split(/(?<=\|) /), width, fonts.code))
    .flatMap((line) => wrapText(line, width, fonts.code));
  return lines.length === 0 ? ["everything else"] : lines;
}
