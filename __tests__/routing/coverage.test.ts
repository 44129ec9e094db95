import fc from "fast-check";
import { coveringRoutes } from "../../routing/coverage";
import type { RouteConditions } from "../../routing/route";
import { arbitraryRequest, arbitraryRouting } from "../support/arbitrary-routing";
import { meets } from "../support/load-balancer";

const rows: [string, RouteConditions[], RouteConditions, number[] | undefined][] = [
  ["there is no earlier route", [], { paths: ["/a"] }, undefined],
  ["the first of two covers it", [{ paths: ["/*"] }, { paths: ["/a"] }], { paths: ["/a"] }, [0]],
  [
    "each value is covered by another route",
    [{ paths: ["/a"] }, { paths: ["/b"] }],
    { paths: ["/b", "/a"] },
    [0, 1],
  ],
  ["one value is not covered", [{ paths: ["/a"] }], { paths: ["/a", "/b"] }, undefined],
  [
    "all combinations of two fields are covered",
    [{ paths: ["/a"], methods: ["GET"] }, { paths: ["/a"], methods: ["POST"] }, { paths: ["/b"] }],
    { paths: ["/a", "/b"], methods: ["GET", "POST"] },
    [0, 1, 2],
  ],
  [
    "one combination of two fields is not covered",
    [{ paths: ["/a"], methods: ["GET"] }, { paths: ["/b"] }],
    { paths: ["/a", "/b"], methods: ["GET", "POST"] },
    undefined,
  ],
  [
    "the earlier one has more conditions",
    [{ paths: ["/a"], methods: ["GET"] }],
    { paths: ["/a"] },
    undefined,
  ],
  [
    "the same header has two conditions",
    [{ headers: [{ name: "X-A", values: ["1"] }] }],
    {
      headers: [
        { name: "x-a", values: ["1"] },
        { name: "X-A", values: ["2"] },
      ],
    },
    [0],
  ],
  [
    "the header has another name",
    [{ headers: [{ name: "X-A", values: ["*"] }] }],
    { headers: [{ name: "X-B", values: ["1"] }] },
    undefined,
  ],
  [
    "a query key differs in case",
    [{ query: [{ key: "V", values: ["1"] }] }],
    { query: [{ key: "v", values: ["1"] }] },
    [0],
  ],
  [
    "an IPv4 range contains it",
    [{ sourceIps: ["10.0.0.0/8"] }],
    { sourceIps: ["10.1.2.3/32"] },
    [0],
  ],
  [
    "the range is of the other IP version",
    [{ sourceIps: ["::/0"] }],
    { sourceIps: ["10.1.2.3/32"] },
    undefined,
  ],
  [
    "an IPv6 range contains it",
    [{ sourceIps: ["2001:db8::/32"] }],
    { sourceIps: ["2001:db8:1::/48"] },
    [0],
  ],
];

describe(coveringRoutes, () => {
  it.each(rows)("decides where %s", (_, earlier, later, covering) => {
    expect(coveringRoutes(earlier, later)).toEqual(covering);
  });

  it("treats a route with too many combinations to try as reachable", () => {
    const many = Array.from({ length: 101 }, (_, index) => `/${index}`);

    expect(coveringRoutes([{ paths: ["*"] }], { paths: many, hosts: many })).toBeUndefined();
  });

  it("treats no route as unreachable that a request reaches", () => {
    fc.assert(
      fc.property(
        arbitraryRouting(),
        arbitraryRouting(),
        fc.array(arbitraryRequest, { minLength: 30, maxLength: 30 }),
        (one, other, requests) => {
          const earlier = one.routes.map(({ conditions }) => conditions);
          for (const { conditions } of other.routes) {
            const covering = coveringRoutes(earlier, conditions);
            if (covering === undefined) continue;
            for (const request of requests.filter((each) => meets(conditions, each))) {
              expect(covering.some((at) => meets(earlier[at] ?? {}, request))).toBe(true);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
