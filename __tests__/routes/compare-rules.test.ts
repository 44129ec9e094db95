import fc from "fast-check";
import { headerSyntax, pathSyntax } from "../../routing/condition-fields";
import { patternMatches } from "../../routing/pattern";
import type { RouteConditions } from "../../routing/route";
import { compareRules } from "../../scripts/routes/compare-rules";
import { type ListenerRule, nobody } from "../../scripts/routes/listener-rules";

const login = {
  scopes: ["openid"],
  onUnauthenticatedRequest: "authenticate" as const,
  sessionCookieName: "session",
  sessionTimeoutSeconds: 3600,
  client: "client",
};

function rule(conditions: RouteConditions, isLogin: boolean, name = "rule"): ListenerRule {
  return { name, conditions, login: isLogin ? login : undefined, target: "service web" };
}

function compare(before: readonly ListenerRule[], after: readonly ListenerRule[]) {
  const application = { application: "app", hostNames: ["app.example.com"] };
  return compareRules({ ...application, rules: before }, { ...application, rules: after });
}

const everything = rule({}, true, "default");

describe("compareRules", () => {
  it("finds nothing in equal rules, and in rules whose order does not matter", () => {
    const one = rule({ paths: ["/a/*"] }, false);
    const other = rule({ paths: ["/b/*"] }, true);

    expect(compare([one, other, everything], [other, one, everything])).toEqual([]);
  });

  it("finds a path that becomes public, with the shortest request", () => {
    const [change, ...others] = compare(
      [everything],
      [rule({ paths: ["/reports/*"] }, false, "routes[0]"), everything],
    );

    expect(others).toEqual([]);
    expect(change).toMatchObject({
      becomesPublic: true,
      example: { host: "app.example.com", path: "/reports/", method: "GET" },
      before: { name: "default" },
      after: { name: "routes[0]" },
    });
  });

  it("finds paths that are too long for a wildcard of one character", () => {
    const one = rule({ paths: ["/", "/?"] }, false);

    expect(compare([one, everything], [rule({}, false), everything])).toMatchObject([
      { becomesPublic: true, example: { path: expect.stringMatching(/^\/..+/) } },
    ]);
  });

  it("finds what becomes public because a rule before it is gone", () => {
    const admin = rule({ paths: ["/docs/admin/*"] }, true, "admin");
    const docs = rule({ paths: ["/docs/*"] }, false, "docs");

    expect(compare([admin, docs, everything], [docs, everything])).toMatchObject([
      { becomesPublic: true, before: { name: "admin" }, example: { path: "/docs/admin/" } },
    ]);
  });

  it("finds what becomes public by a method, a header, a query or an address alone", () => {
    const conditions: RouteConditions[] = [
      { methods: ["OPTIONS"] },
      { headers: [{ name: "X-Api", values: ["v?"] }] },
      { query: [{ key: "token", values: ["*"] }] },
      { sourceIps: ["10.0.0.0/8"] },
      { hosts: ["www.example.com"] },
      { paths: ["*.css"] },
    ];
    for (const each of conditions) {
      const changes = compare([everything], [rule(each, false), everything]);

      expect({ each, changes: changes.length }).toEqual({ each, changes: 1 });
    }
  });

  it("does not report a rule that no request reaches", () => {
    const first = rule({ paths: ["/a*"] }, true);

    expect(
      compare([first, everything], [first, rule({ paths: ["/ab"] }, false), everything]),
    ).toEqual([]);
  });

  it("counts a rule that only asks for an optional sign-in as public", () => {
    const optional = {
      ...rule({}, true),
      login: { ...login, onUnauthenticatedRequest: "allow" as const },
    };

    expect(compare([everything], [optional])).toMatchObject([{ becomesPublic: true }]);
  });

  it("counts what a new application serves publicly, and nothing of one that is removed", () => {
    const rules = [rule({ paths: ["/open"] }, false), everything];

    expect(compare([nobody], rules).map(({ becomesPublic }) => becomesPublic)).toEqual([
      true,
      false,
    ]);
    expect(compare(rules, [nobody]).some(({ becomesPublic }) => becomesPublic)).toBe(false);
  });
});

const text = fc
  .array(fc.constantFrom("a", "b", "/", "*", "?"), { maxLength: 4 })
  .map((characters) => characters.join(""));
const conditions: fc.Arbitrary<RouteConditions> = fc.record(
  {
    paths: fc.array(
      text.map((rest) => `/${rest}`),
      { minLength: 1, maxLength: 2 },
    ),
    methods: fc.constantFrom(["GET"], ["POST", "PUT"]),
    headers: fc.array(fc.record({ name: fc.constant("x-a"), values: fc.tuple(text) }), {
      minLength: 1,
      maxLength: 1,
    }),
  },
  { requiredKeys: [] },
);
const rules = fc
  .array(fc.tuple(conditions, fc.boolean()), { maxLength: 4 })
  .map((list) => [...list.map(([each, isLogin]) => rule(each, isLogin)), everything]);
const request = fc.record({
  path: fc
    .array(fc.constantFrom("a", "b", "/", "x"), { maxLength: 4 })
    .map((characters) => `/${characters.join("")}`),
  method: fc.constantFrom("GET", "POST", "DELETE"),
  header: fc.option(fc.constantFrom("", "a", "ab", "x", "ba"), { nil: undefined }),
});

function isMatch(each: RouteConditions, sent: { path: string; method: string; header?: string }) {
  const { paths, methods, headers = [] } = each;
  return (
    (paths?.some((path) => patternMatches(path, sent.path, pathSyntax)) ?? true) &&
    (methods?.includes(sent.method) ?? true) &&
    headers.every(
      ({ values }) =>
        sent.header !== undefined &&
        values.some((value) => patternMatches(value, sent.header ?? "", headerSyntax)),
    )
  );
}

it("reports a change whenever a random request becomes public or stops being so", () => {
  fc.assert(
    fc.property(rules, rules, fc.array(request, { minLength: 20, maxLength: 20 }), (a, b, sent) => {
      const changes = compare(a, b);
      for (const each of sent) {
        const header = each.header === undefined ? {} : { header: each.header };
        const find = (list: readonly ListenerRule[]) =>
          list.find((one) => isMatch(one.conditions, { ...each, ...header }));
        const [before, after] = [find(a), find(b)];
        if (before?.login === after?.login) continue;
        const isReported = changes.some(
          (change) => change.becomesPublic === (after?.login === undefined),
        );
        expect({ each, isReported }).toEqual({ each, isReported: true });
      }
    }),
    { numRuns: 1_000 },
  );
});
