import fc from "fast-check";
import type { RouteConditions } from "../../routing/route";
import { splitConditions } from "../../routing/split-conditions";
import { arbitraryRequest } from "../support/arbitrary-routing";
import { meets } from "../support/load-balancer";

const paths = (count: number) => Array.from({ length: count }, (_, index) => `/${index}`);
const methods = (count: number) =>
  Array.from({ length: count }, (_, index) => `M${"X".repeat(index)}`);
const count = (conditions: RouteConditions) => splitConditions(conditions)?.length;

describe(splitConditions, () => {
  it("returns conditions that fit one rule unchanged", () => {
    const conditions = { paths: ["/a", "/b*"], methods: ["GET"], hosts: ["*.example.com"] };

    expect(splitConditions(conditions)).toEqual([conditions]);
  });

  it("keeps values in order, and fills each rule", () => {
    expect(splitConditions({ paths: paths(7) })).toEqual([
      { paths: ["/0", "/1", "/2", "/3", "/4"] },
      { paths: ["/5", "/6"] },
    ]);
  });

  it("ignores a repeated value", () => {
    expect(splitConditions({ paths: [...paths(5), "/0"] })).toEqual([{ paths: paths(5) }]);
  });

  it.each([
    [{ paths: paths(5) }, 1],
    [{ paths: paths(6) }, 2],
    [{ paths: paths(4), methods: methods(1) }, 1],
    [{ paths: paths(4), methods: methods(2) }, 2],
    [{ paths: paths(3), methods: methods(3) }, 2],
    [{ paths: paths(6), methods: methods(2) }, 2],
    [{ paths: ["/*/*/*", "/?/?/?", "/a", "/b", "/c"] }, 2],
    [{ paths: ["/*", "/*/*", "/*/*/*", "/x"] }, 2],
    [{ paths: ["/*/*"], headers: [{ name: "X-A", values: ["*a*", "*b*", "c"] }] }, 2],
    [{ query: [{ key: "*", values: ["*a", "*b", "*c", "*d", "*e"] }] }, 2],
    [{ query: [{ values: ["*a", "*b", "*c", "*d", "*e"] }] }, 1],
    [{ headers: [{ name: "X-A", values: ["\\*", "\\?", "a\\", "*", "*****".slice(0, 4)] }] }, 1],
  ])("splits %j into %d rules", (conditions, rules) => {
    expect(count(conditions)).toBe(rules);
  });

  it.each([
    [
      "more than five fields",
      {
        paths: ["/a"],
        hosts: ["a.b"],
        methods: ["GET"],
        sourceIps: ["10.0.0.0/8"],
        headers: [
          { name: "A", values: ["1"] },
          { name: "B", values: ["1"] },
        ],
      },
    ],
    [
      "more than five wildcards in a combination of values",
      { paths: ["/a", "/*/*/*"], hosts: ["*.*.*.com"] },
    ],
    ["too many wildcards in keys", { query: [{ key: "***", values: ["***"] }] }],
  ])("returns undefined for %s", (_, conditions) => {
    expect(splitConditions(conditions)).toBeUndefined();
  });

  const values = (texts: string[]) =>
    fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 7 });
  const conditions: fc.Arbitrary<RouteConditions> = fc.record(
    {
      paths: values(["/a", "/a/*", "/*", "/b?", "/a?*?*", "/api/*/x", "/c*", "/x.js", "/d"]),
      methods: values(["GET", "POST", "HEAD", "PURGE", "get"]),
      query: fc.array(
        fc.record({ key: fc.constantFrom("v", "V*"), values: values(["1", "1*", "\\*"]) }),
        { minLength: 1, maxLength: 2 },
      ),
    },
    { requiredKeys: ["paths"] },
  );
  const wildcards = (text: string) => text.replaceAll(/\\[*?]/g, "").match(/[*?]/g)?.length ?? 0;
  const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0);

  it("matches the same requests as the unsplit conditions", () => {
    fc.assert(
      fc.property(
        conditions,
        fc.array(arbitraryRequest, { minLength: 20, maxLength: 20 }),
        (whole, requests) => {
          const parts = splitConditions(whole);
          if (parts === undefined) return;
          for (const request of requests) {
            expect(parts.some((part) => meets(part, request))).toBe(meets(whole, request));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("returns undefined only where one value of each field exceeds the limits", () => {
    fc.assert(
      fc.property(conditions, (whole) => {
        const { paths: ofPath = [], methods: ofMethod, query = [] } = whole;
        const maxWildcardsIn = (texts: readonly string[]) => Math.max(0, ...texts.map(wildcards));
        const fields = 1 + (ofMethod === undefined ? 0 : 1) + query.length;
        const needed =
          maxWildcardsIn(ofPath) +
          sum(query.map(({ key = "", values: each }) => wildcards(key) + maxWildcardsIn(each)));

        expect(splitConditions(whole) === undefined).toBe(fields > 5 || needed > 5);
      }),
      { numRuns: 500 },
    );
  });

  it("splits into the fewest rules of consecutive paths and methods", () => {
    const arbitrary = fc.record({
      paths: values(["/a", "/b*", "/*c?", "/d", "/e", "/*/*/*", "/f"]),
      methods: values(["A", "B", "C", "D", "E", "F"]),
    });
    const cuts = (texts: string[]): string[][][] =>
      texts.length === 0
        ? [[]]
        : texts.flatMap((_, index) =>
            cuts(texts.slice(index + 1)).map((rest) => [texts.slice(0, index + 1), ...rest]),
          );
    fc.assert(
      fc.property(arbitrary, (whole) => {
        const possible = cuts(whole.paths).flatMap((ofPaths) =>
          cuts(whole.methods).flatMap((ofMethods) => {
            const values =
              Math.max(...ofPaths.map((each) => each.length)) +
              Math.max(...ofMethods.map((each) => each.length));
            const wild = Math.max(...ofPaths.map((each) => sum(each.map(wildcards))));
            return values <= 5 && wild <= 5 ? [ofPaths.length * ofMethods.length] : [];
          }),
        );

        expect(count(whole)).toBe(Math.min(...possible));
      }),
      { numRuns: 150 },
    );
  });
});
