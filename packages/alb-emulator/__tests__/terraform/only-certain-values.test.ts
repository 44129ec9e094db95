import { onlyCertainValues } from "../../src/sources/terraform-root/only-certain-values.ts";

describe(onlyCertainValues, () => {
  it("removes what differs between two runs, at any depth", () => {
    const one = { name: "a", random: "x1", block: [{ kept: 1, random: "x2" }] };
    const two = { name: "a", random: "y1", block: [{ kept: 1, random: "y2" }] };

    expect(onlyCertainValues(one, two, {})).toEqual({ name: "a", block: [{ kept: 1 }] });
  });

  it("removes empty values that the plan did not know, and keeps those that it did", () => {
    const values = { unknown: 0, off: false, list: [], zero: 0, weight: [{ weight: 0 }] };

    expect(onlyCertainValues(values, values, { unknown: true, off: true, list: true })).toEqual({
      zero: 0,
      weight: [{ weight: 0 }],
    });
  });

  it("marks the invented parts of a JSON text", () => {
    const definitions = (address: string) => ({
      text: JSON.stringify([{ name: "web", environment: [{ name: "DB", value: address }] }]),
    });

    const { text } = onlyCertainValues(definitions("x1"), definitions("y1"), {});
    expect(JSON.parse(String(text))).toEqual([
      { name: "web", environment: [{ name: "DB", value: "(known after apply)" }] },
    ]);
  });
});
