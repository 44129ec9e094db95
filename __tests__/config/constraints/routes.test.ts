import { changed, issue, issuesOf } from "../valid-environment";

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
  it.each([{}, { paths: undefined }])("is rejected: %j", (conditions) => {
    expect(issuesOf(changed([routes, [route(conditions)]]))).toEqual([
      issue(conditionsOf(0), {}, "at least one condition", "defaultRoute"),
    ]);
  });
});

it("reports a route without conditions as the only issue, though it would shadow others", () => {
  const environment = changed(
    ["applications.notes.additionalHostNames", ["wiki.example.com"]],
    [routes, [route({}), route({ paths: ["/x"] })]],
  );

  expect(issuesOf(environment)).toEqual([
    issue(conditionsOf(0), {}, "at least one condition", "defaultRoute"),
  ]);
});

describe("an unreachable route", () => {
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
  ])("is rejected since %s", (_, conditions) => {
    const [found, ...others] = issuesOf(withRoutes(...conditions));

    expect(others).toEqual([]);
    expect(found).toEqual(
      issue(
        conditionsOf(1),
        conditions[1],
        "is unreachable: routes[0] is evaluated first and matches",
        "move it before routes[0]",
      ),
    );
  });

  it("is rejected when only several earlier routes together cover it", () => {
    const later = { paths: ["/a/1", "/b/1"] };

    expect(issuesOf(withRoutes({ paths: ["/a/*"] }, { paths: ["/b/*"] }, later))).toEqual([
      issue(
        conditionsOf(2),
        later,
        "routes[0] and routes[1] are evaluated first",
        "narrow their conditions",
      ),
    ]);
  });

  it("is rejected as a duplicate, whatever the order and case of its values", () => {
    const second = { methods: ["POST", "GET"], hosts: ["NOTES.example.com"] };

    expect(
      issuesOf(withRoutes({ hosts: ["notes.example.com"], methods: ["GET", "POST"] }, second)),
    ).toEqual([
      issue(
        conditionsOf(1),
        second,
        "routes[0] is evaluated first and has the same conditions",
        "remove one of the two",
      ),
    ]);
  });

  it("is rejected when the sign-out paths shadow it", () => {
    const conditions = { paths: ["/logout"] };

    expect(issuesOf(withRoutes(conditions))).toEqual([
      issue(
        conditionsOf(0),
        conditions,
        "the public sign-out paths are evaluated first",
        "signOut.enabled",
      ),
    ]);
  });

  it("is not a route that an earlier one only overlaps", () => {
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

    for (const conditions of overlapping) expect(issuesOf(withRoutes(...conditions))).toEqual([]);
  });
});

describe("a route with a host condition", () => {
  it("shadows one without when the application has several host names", () => {
    const all = changed(
      ["applications.notes.additionalHostNames", ["wiki.example.com"]],
      [routes, [route({ hosts: ["*.example.com"], paths: ["/x"] }), route({ paths: ["/x"] })]],
    );

    expect(issuesOf(all)).toEqual([issue(conditionsOf(1), { paths: ["/x"] }, "routes[0]", "")]);
  });
});

describe("a load balancer's limits", () => {
  it("reject a route whose conditions fit no rule", () => {
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

    expect(issuesOf(withRoutes(conditions))).toEqual([
      issue(conditionsOf(0), conditions, "5 values and 5 wildcards", "fewer different conditions"),
    ]);
  });

  it("reject a route whose wildcards fit no rule", () => {
    const conditions = { paths: ["/*/*/*"], headers: [{ name: "X-A", values: ["*a*b*"] }] };

    expect(issuesOf(withRoutes(conditions))).toEqual([
      issue(conditionsOf(0), conditions, "5 values and 5 wildcards", "fewer wildcards"),
    ]);
  });

  it("reject more than 100 rules, counting the sign-out paths", () => {
    const withPaths = (count: number) => withRoutes({ paths: paths(count) });

    expect(issuesOf(withPaths(99 * 5))).toEqual([]);
    expect(issuesOf(withPaths(99 * 5 + 1))).toEqual([
      issue(routes, 101, "these become 101", "wildcards"),
    ]);
  });

  it("accept 100 rules of 100 routes", () => {
    expect(issuesOf(withRoutes(...paths(99).map((path) => ({ paths: [path] }))))).toEqual([]);
    expect(issuesOf(withRoutes(...paths(100).map((path) => ({ paths: [path] }))))).toHaveLength(1);
  });
});
