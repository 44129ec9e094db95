import { priceTable } from "./price-table";

/** When the prices were collected, and for how many months they hold. */
export interface PriceDates {
  /** As YYYY-MM-DD. */
  readonly readOn: string;
  readonly validMonths: number;
}

/** Whether the price table is older than it should be. */
export function pricesAreOld(now: Date, { readOn, validMonths }: PriceDates = priceTable): boolean {
  const end = new Date(`${readOn}T00:00:00Z`);
  end.setUTCMonth(end.getUTCMonth() + validMonths);
  return now.getTime() > end.getTime();
}

/** A warning about an old price table; nothing for one that is not old. */
export function priceAgeWarning(now: Date, dates: PriceDates = priceTable): string | undefined {
  if (!pricesAreOld(now, dates)) return undefined;
  return (
    `The prices were collected on ${dates.readOn}, more than ${dates.validMonths} months ago, so the amounts can be wrong. ` +
    "Check each row of scripts/cost/price-table.ts on the page that it names, and set readOn to today."
  );
}
