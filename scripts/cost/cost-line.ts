import { monthly, type PriceName, priceText } from "./price-table";

/** What is paid every month, with and without traffic. */
export interface FixedCost {
  readonly type: "fixed";
  readonly kind: string;
  readonly number: number;
  /** US dollars a month for one. */
  readonly unitUsd: number;
}

/** What is paid by use: without any, it is free. */
export interface UsageCost {
  readonly type: "by-use";
  readonly kind: string;
  readonly number: number;
  /** Price in US dollars and its unit. */
  readonly price: string;
}

/** What the price table does not know. */
export interface UnknownCost {
  readonly type: "unknown";
  readonly kind: string;
  readonly number: number;
  readonly reason: string;
}

/** A part of the cost of a resource. */
export type CostLine = FixedCost | UsageCost | UnknownCost;

export function fixed(kind: string, number: number, price: PriceName | number): FixedCost {
  const unitUsd = typeof price === "number" ? price : monthly(price);
  return { type: "fixed", kind, number, unitUsd };
}

export function byUse(kind: string, ...prices: (PriceName | { text: string })[]): UsageCost {
  const price = prices
    .map((each) => (typeof each === "string" ? priceText(each) : each.text))
    .join(", ");
  return { type: "by-use", kind, number: 1, price };
}

export function unknown(kind: string, reason: string): UnknownCost {
  return { type: "unknown", kind, number: 1, reason };
}

/** US dollars a month of lines that have a fixed price. */
export function monthlyUsd(lines: readonly CostLine[]): number {
  return lines.reduce(
    (sum, line) => (line.type === "fixed" ? sum + line.number * line.unitUsd : sum),
    0,
  );
}
