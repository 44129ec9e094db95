import { changed, fault, faultsOf } from "../valid-environment";

const routes = "applications.notes.routes";
const route = (conditions: object, access: object = { type: "login" }) => ({
  conditions,
  access,
  target: { type: "service", service: "web" },
});
const withRoutes = (...conditions: object[]) =>
  changed([routes, conditions.map((each) => route(each))]);
const conditionsOf = (index: number) => `${routes}[${index}].conditions`;
const paths = (count: number, make = (index: number) => `/path-${index}`) =>
  Array.from({ length: count }, (_, index) => make(index));

describe("a route without conditions", () => {
  it.each([{}, { paths: undefined }])("is refused: %j", (conditions) => {
    expect(faultsOf(changed([routes, [route(conditions)]]))).toEqual([
      fault(conditionsOf(0), {}, "at least one condition", "defaultRoute"),
    ]);
  });
});

describe("a route that can never match", () => {
  it.each([
    ["its path is covered", [{ paths: ["/tasks/*"] }, { paths: ["/tasks/1"] }]],
    [
      "its path is covered for all methods",
      [{ paths: ["/a*"] }, { paths: ["/ab"], methods: ["GET"] }],
    ],
    [
      "everything is covered",
      [{ paths: ["*"] }, { headers: [{ name: "X-A", values: ["b"] }], paths: ["/x"] }],
    ],
    [
      "its source is covered",
      [{ sourceIps: ["10.0.0.0/8"] }, { sourceIps: ["10.1.0.0/16"], paths: ["/x"] }],
    ],
    ["its IPv6 source is covered", [{ sourceIps: ["::/0"] }, { sourceIps: ["2001:db8::/32"] }]],
    [
      "header names differ in case only",
      [
        { headers: [{ name: "X-A", values: ["*"] }] },
        { headers: [{ name: "x-a", values: ["b"] }], paths: ["/x"] },
      ],
    ],
  ])("is refused since %s", (_, conditions) => {
    const [found, ...others] = faultsOf(withRoutes(...conditions));

    expect(others).toEqual([]);
    expect(found).toEqual(
      fault(conditionsOf(1), conditions[1], "routes[0] matches all", "move it before routes[0]"),
    );
  });

  it("is refused when only several earlier routes together cover it", () => {
    const later = { paths: ["/a/1", "/b/1"] };

    expect(faultsOf(withRoutes({ paths: ["/a/*"] }, { paths: ["/b/*"] }, later))).toEqual([
      fault(conditionsOf(2), later, "routes[0] and routes[1] together match", "narrow those"),
    ]);
  });

  it("is refused as a duplicate, whatever the order and case of its values", () => {
    const second = { methods: ["POST", "GET"], hosts: ["NOTES.example.com"] };

    expect(
      faultsOf(withRoutes({ hosts: ["notes.example.com"], methods: ["GET", "POST"] }, second)),
    ).toEqual([
      fault(
        conditionsOf(1),
        second,
        "must differ from routes[0]: a duplicate",
        "remove one of the two",
      ),
    ]);
  });

  it("is refused when the sign-out paths stand before it", () => {
    const conditions = { paths: ["/logout"] };

    expect(faultsOf(withRoutes(conditions))).toEqual([
      fault(conditionsOf(0), conditions, "signOut serves these paths already", "signOut.enabled"),
    ]);
  });

  it("is found behind a faulty route that would cover it too", () => {
    const faults = faultsOf(
      changed([
        routes,
        [
          route({ paths: ["/x"], methods: ["get"] }),
          route({ paths: ["/x"] }),
          route({ paths: ["/x"], methods: ["GET"] }),
        ],
      ]),
    );

    expect(faults).toEqual([
      fault(`${conditionsOf(0)}.methods[0]`, "get", "upper case", "POST"),
      fault(
        conditionsOf(2),
        { paths: ["/x"], methods: ["GET"] },
        "routes[1] matches all",
        "move it",
      ),
    ]);
  });

  it("is not seen in routes that only overlap", () => {
    const overlapping = [
      [
        { paths: ["/tasks"], methods: ["GET"] },
        { paths: ["/tasks"], methods: ["POST"] },
      ],
      [{ paths: ["/tasks"], methods: ["GET"] }, { paths: ["/tasks"] }],
      [{ paths: ["/tasks/*"] }, { paths: ["/tasks"] }],
      [{ paths: ["/tasks/*"] }, { paths: ["/TASKS/1"] }],
      [{ paths: ["/a", "/b"] }, { paths: ["/b", "/c"] }],
      [{ hosts: ["notes.example.com"], paths: ["/x"] }, { paths: ["/x"] }],
      [{ query: [{ key: "a", values: ["1"] }] }, { query: [{ key: "b", values: ["1"] }] }],
      [{ sourceIps: ["10.1.0.0/16"] }, { sourceIps: ["10.0.0.0/8"] }],
      [{ sourceIps: ["0.0.0.0/0"] }, { sourceIps: ["::/0"] }],
    ];

    for (const conditions of overlapping) expect(faultsOf(withRoutes(...conditions))).toEqual([]);
  });
});

describe("a route that binds the only host names", () => {
  it("covers one that names none where every route is bound to them", () => {
    const all = changed(
      ["applications.notes.additionalHostNames", ["wiki.example.com"]],
      [routes, [route({ hosts: ["*.example.com"], paths: ["/x"] }), route({ paths: ["/x"] })]],
    );

    expect(faultsOf(all)).toEqual([fault(conditionsOf(1), { paths: ["/x"] }, "routes[0]", "")]);
  });
});

describe("a load balancer's limits", () => {
  it("refuse a route whose conditions fit no rule", () => {
    const conditions = {
      paths: ["/x"],
      methods: ["GET"],
      sourceIps: ["10.0.0.0/8"],
      hosts: ["notes.example.com"],
      headers: [
        { name: "X-A", values: ["1"] },
        { name: "X-B", values: ["1"] },
      ],
    };

    expect(faultsOf(withRoutes(conditions))).toEqual([
      fault(conditionsOf(0), conditions, "5 values and 5 wildcards", "fewer different conditions"),
    ]);
  });

  it("refuse a route whose wildcards fit no rule", () => {
    const conditions = { paths: ["/*/*/*"], headers: [{ name: "X-A", values: ["*a*b*"] }] };

    expect(faultsOf(withRoutes(conditions))).toEqual([
      fault(conditionsOf(0), conditions, "5 values and 5 wildcards", "fewer wildcards"),
    ]);
  });

  it("refuse more than 100 rules, counting the sign-out paths", () => {
    const withPaths = (count: number) => withRoutes({ paths: paths(count) });

    expect(faultsOf(withPaths(99 * 5))).toEqual([]);
    expect(faultsOf(withPaths(99 * 5 + 1))).toEqual([
      fault(routes, 101, "at most 100 listener rules; these become 101", "wildcards"),
    ]);
  });

  it("accept 100 rules of 100 routes", () => {
    expect(faultsOf(withRoutes(...paths(99).map((path) => ({ paths: [path] }))))).toEqual([]);
    expect(faultsOf(withRoutes(...paths(100).map((path) => ({ paths: [path] }))))).toHaveLength(1);
  });
});
