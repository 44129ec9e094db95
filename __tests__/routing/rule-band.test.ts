import fc from "fast-check";
import type { RouteConditions } from "../../routing/route";
import { ruleBand } from "../../routing/rule-band";

const paths = (...values: string[]): RouteConditions => ({ paths: values });
const listOf = (length: number, seed: string) =>
  Array.from({ length }, (_, index) => paths(`/${seed}/${index}`));

/** Priorities of a list of rules. */
function prioritiesOf(list: readonly RouteConditions[]): number[] {
  const { firstPriority } = ruleBand(list);
  return list.map((_, index) => firstPriority + index);
}

describe(ruleBand, () => {
  it.each([
    [[paths("/a"), paths("/b")], [paths("/b"), paths("/a")], "another order"],
    [[paths("/a")], [paths("/a"), paths("/b")], "another rule"],
    [[paths("/a")], [{ hosts: ["/a"] }], "another kind of condition"],
    [[paths("/a", "/b")], [paths("/a"), paths("/b")], "the same values in two rules"],
    [
      [{ headers: [{ name: "a", values: ["b"] }] }],
      [{ query: [{ key: "a", values: ["b"] }] }],
      "a parameter in place of a header",
    ],
  ])("gives %j and %j different revisions: %s", (one, other) => {
    expect(ruleBand(one).revision).not.toBe(ruleBand(other).revision);
  });

  it("keeps the band of conditions that are written in another order or case", () => {
    const headers = [
      { name: "A", values: ["1", "2"] },
      { name: "b", values: ["3"] },
    ];

    expect(ruleBand([{ headers, paths: ["/x", "/y"] }])).toEqual(
      ruleBand([
        {
          paths: ["/y", "/x"],
          hosts: undefined,
          headers: [
            { name: "B", values: ["3"] },
            { name: "a", values: ["2", "1"] },
          ],
        },
      ]),
    );
  });

  it.each([0, 1, 10, 11, 20, 21, 99, 100])(
    "gives %d rules priorities from 1 to 50000",
    (length) => {
      fc.assert(
        fc.property(fc.string(), (seed) => {
          for (const priority of prioritiesOf(listOf(length, seed))) {
            expect(priority).toBeGreaterThanOrEqual(1);
            expect(priority).toBeLessThanOrEqual(50_000);
          }
        }),
      );
    },
  );

  it("makes the last digits of a priority the position of its rule", () => {
    expect(prioritiesOf(listOf(10, "a")).map((priority) => priority % 10)).toEqual([
      ...Array(10).keys(),
    ]);
    expect(prioritiesOf(listOf(100, "a")).map((priority) => priority % 100)).toEqual([
      ...Array(100).keys(),
    ]);
  });

  it("never puts a rule among those of another list", () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 1, max: 100 }), fc.string()),
        fc.tuple(fc.integer({ min: 1, max: 100 }), fc.string()),
        (one, other) => {
          const [low, high] = [prioritiesOf(listOf(...one)), prioritiesOf(listOf(...other))].sort(
            ([a = 0], [b = 0]) => a - b,
          );
          // Either apart, or the list that is written second meets a priority in use with its first rule
          // that would stand among the others, before it decides anything.
          const among = (high ?? []).filter((priority) => priority <= (low?.at(-1) ?? 0));
          expect(among.every((priority) => low?.includes(priority))).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("seldom gives two lists the same band", () => {
    const bands = Array.from(
      { length: 200 },
      (_, index) => ruleBand(listOf(8, String(index))).firstPriority,
    );

    expect(new Set(bands).size).toBeGreaterThan(190);
  });

  it("fails on more rules than a load balancer can have", () => {
    expect(() => ruleBand(listOf(101, "a"))).toThrow("101 rules do not fit a band");
  });
});
