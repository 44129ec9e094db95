import { priceAgeWarning, pricesAreOld } from "../../scripts/cost/price-age";
import { priceTable } from "../../scripts/cost/price-table";

const dates = { readOn: "2026-11-21", validMonths: 6 };

it.each([
  ["2026-11-21T00:00:00Z", false],
  ["2027-05-21T00:00:00Z", false],
  ["2027-05-21T00:00:01Z", true],
  ["2030-01-01T00:00:00Z", true],
])("on %s, prices of 2026-11-21 are old: %s", (now, expected) => {
  expect(pricesAreOld(new Date(now), dates)).toBe(expected);
  expect(priceAgeWarning(new Date(now), dates) !== undefined).toBe(expected);
});

it("the warning names the date and the file", () => {
  const warning = priceAgeWarning(new Date("2028-01-01"), dates);

  expect(warning).toContain("collected on 2026-11-21, more than 6 months ago");
  expect(warning).toContain("scripts/cost/price-table.ts");
});

it("every price has a page of AWS to check it on", () => {
  const prices = Object.values(priceTable.prices);

  expect(prices.length).toBeGreaterThan(20);
  for (const { usd, source } of prices) {
    expect(usd).toBeGreaterThan(0);
    expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9-]+\/(on-demand\/|pricing\/)/);
  }
  expect(priceTable.readOn).toMatch(/^\d{4}-\d\d-\d\d$/);
});
