import type { EnvironmentCost } from "./environment-cost";
import { pricesAreOld } from "./price-age";
import { priceTable } from "./price-table";

/** The cost of environments, for programs. docs/cost.md describes it. */
export function costJson(environments: readonly EnvironmentCost[], now: Date): string {
  const { region, readOn } = priceTable;
  const report = {
    prices: { region, readOn, areOld: pricesAreOld(now) },
    environments: environments.map(({ stacks, cheaperShapes, monthlyUsd, ...environment }) => ({
      ...environment,
      monthlyUsd: cents(monthlyUsd),
      stacks: stacks.map(({ name, fixed, byUse, unknown, free, monthlyUsd: ofStack }) => ({
        name,
        monthlyUsd: cents(ofStack),
        fixed: fixed.map(({ kind, number, unitUsd }) => ({
          kind,
          number,
          unitUsd: cents(unitUsd),
          monthlyUsd: cents(number * unitUsd),
        })),
        byUse: byUse.map(({ kind, number, price }) => ({ kind, number, price })),
        unknown: unknown.map(({ kind, number, reason }) => ({ kind, number, reason })),
        free: Object.fromEntries(free),
      })),
      cheaperShapes: cheaperShapes.map(({ savesUsd, ...shape }) => ({
        ...shape,
        ...(savesUsd === undefined ? {} : { savesUsd: cents(savesUsd) }),
      })),
    })),
  };
  return JSON.stringify(report, null, 2);
}

function cents(usd: number): number {
  return Number(usd.toFixed(2));
}
