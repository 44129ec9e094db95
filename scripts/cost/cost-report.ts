import Table from "cli-table3";
import type { CheaperShape } from "./cheaper-shapes/shape";
import type { EnvironmentCost } from "./environment-cost";
import { priceTable } from "./price-table";
import type { StackCost } from "./stack-cost";

/** The cost of environments, as text for people. */
export function costReport(environments: readonly EnvironmentCost[]): string {
  const { region, readOn } = priceTable;
  return [
    `Cost a month without any traffic, in US dollars: list prices of ${region}, collected on ${readOn}, without free tiers and discounts.`,
    ...environments.map(environmentReport),
  ].join("\n\n");
}

function environmentReport(cost: EnvironmentCost): string {
  return [
    `${cost.environment}: ${usd(cost.monthlyUsd)} a month, and what depends on use`,
    ...regionNote(cost),
    ...cost.stacks.map(stackReport),
    "Cheaper shapes (docs/cost.md). Each saving is computed alone, so they do not add up:",
    shapesTable(cost.cheaperShapes),
  ].join("\n\n");
}

/** The table has the prices of one region. */
function regionNote({ regions }: EnvironmentCost): string[] {
  const others = regions.filter((region) => region !== priceTable.region);
  if (others.length === 0) return [];
  const percent = priceTable.otherRegionsDiffer * 100;
  return [
    `These are prices of ${priceTable.region}, not of ${others.join(", ")}: there they can differ by ${percent} %, usually upwards.`,
  ];
}

function stackReport({ name, monthlyUsd, fixed, byUse, unknown, free }: StackCost): string {
  const table = newTable(["what", "number", "one", "a month"]);
  for (const { kind, number, unitUsd } of fixed) {
    table.push([kind, right(number), right(usd(unitUsd)), right(usd(number * unitUsd))]);
  }
  for (const { kind, number, price } of byUse) {
    table.push([kind, right(number), price, right("by use")]);
  }
  const freeTypes = [...free].map(([type, number]) =>
    number === 1 ? type : `${type} × ${number}`,
  );
  return [
    `stack ${name}: ${usd(monthlyUsd)} a month`,
    ...(fixed.length + byUse.length === 0 ? [] : [table.toString()]),
    ...(unknown.length === 0
      ? []
      : [
          "Not known, and not part of the sum:",
          ...unknown.map(({ kind, number, reason }) => `  ${number} ${kind}: ${reason}`),
        ]),
    ...(freeTypes.length === 0 ? [] : [wrap("Free of charge:", freeTypes)]),
  ].join("\n");
}

function shapesTable(shapes: readonly CheaperShape[]): string {
  const table = newTable(["setting", "in", "saves a month", "gives up"], [42, 16, 24, 56]);
  for (const { setting, applications, savesUsd, savesByUse, givesUp } of shapes) {
    const saves = savesUsd === undefined ? `by use: ${savesByUse}` : usd(savesUsd);
    table.push([setting, applications.join(", "), saves, givesUp]);
  }
  return shapes.length === 0 ? "None." : table.toString();
}

function newTable(head: string[], colWidths?: number[]) {
  // Rows of one line need none.
  const linesBetweenRows = colWidths !== undefined;
  // Without colors, since the output is often copied.
  return new Table({
    head,
    style: { head: [], border: [] },
    chars: linesBetweenRows ? {} : { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    ...(colWidths === undefined ? {} : { colWidths, wordWrap: true }),
  });
}

function right(content: string | number) {
  return { content: String(content), hAlign: "right" as const };
}

function usd(amount: number): string {
  return amount.toFixed(2);
}

const lineWidth = 100;

/** A list in lines of about the same length; no entry is cut. */
function wrap(label: string, entries: readonly string[]): string {
  const lines = [label];
  for (const [index, entry] of entries.entries()) {
    const word = index === entries.length - 1 ? entry : `${entry},`;
    const line = lines.at(-1) ?? "";
    if (line.length + word.length < lineWidth) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines.join("\n");
}
