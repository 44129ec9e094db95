import { changed, issue, issuesOf, targetGroupArn } from "../valid-environment";

const notes = "applications.notes";
const routes = `${notes}.routes`;
const service = { type: "service", service: "web" };
const route = (conditions: object, access: object, target: object = service) => ({
  conditions,
  access,
  target,
});
const admins = { type: "login", groups: ["admins"] };
const login = { type: "login" };
const publicAccess = { type: "public" };
const withRoutes = (...all: object[]) => changed([routes, all]);

it("accepts groups of the pool on a route and on the default route", () => {
  const environment = changed(
    [routes, [route({ paths: ["/admin", "/admin/*"] }, admins)]],
    [`${notes}.defaultRoute`, { access: { type: "login", groups: ["admins"] } }],
  );

  expect(issuesOf(environment)).toEqual([]);
});

describe("a group of a route", () => {
  const groups = `${routes}[0].access.groups`;
  const withGroups = (names: unknown) =>
    withRoutes(route({ paths: ["/admin"] }, { type: "login", groups: names }));

  it("must be declared, and the closest one is named", () => {
    expect(issuesOf(withGroups(["admin"]))).toEqual([
      issue(
        `${groups}[0]`,
        "admin",
        "must be a group of the user pool (admins)",
        'did you mean "admins"?',
      ),
    ]);
  });

  it("must be declared where no name is close", () => {
    expect(issuesOf(withGroups(["auditors"]))).toEqual([
      issue(`${groups}[0]`, "auditors", "no user could be in it", "declare it in identity.groups"),
    ]);
  });

  it("may be one that an existing pool has", () => {
    const environment = changed(
      [
        "identity",
        {
          type: "existing",
          userPoolId: "eu-central-1_Ab1Cd2Ef3",
          domain: { prefix: "example-login" },
          resourceServers: { tasks: { scopes: { read: "Read" } } },
        },
      ],
      ["applications.app.routes", []],
      [routes, [route({ paths: ["/admin"] }, { type: "login", groups: ["Auditors"] })]],
    );

    expect(issuesOf(environment)).toEqual([]);
  });

  it.each([
    [[], "one entry"],
    [["two words"], "without spaces"],
    [["admins", "admins"], "must not repeat"],
  ])("is rejected in %j", (names, message) => {
    expect(issuesOf(withGroups(names))).toEqual([
      expect.objectContaining({ message: expect.stringContaining(message) }),
    ]);
  });
});

it('rejects groups together with "allow"', () => {
  const access = { ...admins, onUnauthenticatedRequest: "allow" };

  expect(issuesOf(withRoutes(route({ paths: ["/admin"] }, access)))).toEqual([
    issue(
      `${routes}[0].access.onUnauthenticatedRequest`,
      "allow",
      "pass without an identity",
      "remove the groups",
    ),
  ]);
});

describe("a target that enforces no groups", () => {
  it.each([
    [{ type: "fixed-response", statusCode: 200 }, "the load balancer itself responds"],
    [{ type: "redirect", path: "/elsewhere" }, "the load balancer itself responds"],
    [
      { type: "target-group", arn: targetGroupArn.replace("legacy", "other") },
      "do not get the variable ROUTE_GROUPS",
    ],
  ])("is rejected: %j", (target, message) => {
    expect(issuesOf(withRoutes(route({ paths: ["/admin"] }, admins, target)))).toEqual([
      issue(`${routes}[0].access.groups`, ["admins"], message, 'a target of type "service"'),
    ]);
  });

  it("is rejected as the default route's", () => {
    const environment = changed([
      `${notes}.defaultRoute`,
      { access: admins, target: { type: "fixed-response", statusCode: 404 } },
    ]);

    expect(issuesOf(environment)).toEqual([
      issue(
        `${notes}.defaultRoute.access.groups`,
        ["admins"],
        "nobody enforces",
        "remove the groups",
      ),
    ]);
  });
});

describe("conditions of a route with groups", () => {
  it.each([
    [{ headers: [{ name: "X-Client", values: ["mobile"] }] }, "headers"],
    [{ query: [{ key: "version", values: ["1"] }] }, "query"],
  ])("must not be chosen by the client: %j", (conditions, key) => {
    expect(issuesOf(withRoutes(route({ paths: ["/admin"], ...conditions }, admins)))).toEqual([
      expect.objectContaining({
        path: ["applications", "notes", "routes", 0, "conditions", key],
        message: expect.stringContaining("reaches the same path through another route"),
      }),
    ]);
  });

  it.each([
    [{ methods: ["POST", "DELETE"] }],
    [{ hosts: ["notes.example.com"] }],
    [{ sourceIps: ["203.0.113.0/24"] }],
  ])("may be %j", (conditions) => {
    expect(issuesOf(withRoutes(route({ paths: ["/admin"], ...conditions }, admins)))).toEqual([]);
  });
});

describe("a header that the load balancer rewrites", () => {
  const byHeader = (name: string) =>
    route({ headers: [{ name, values: ["x"] }], paths: ["/api/*"] }, publicAccess);
  const admin = route({ paths: ["/admin"] }, admins);

  it.each(["X-Forwarded-For", "x-amzn-trace-id", "Cookie", "Connection", "X_Client"])(
    "is rejected before a route with groups: %s",
    (name) => {
      expect(issuesOf(withRoutes(byHeader(name), admin))).toEqual([
        issue(
          `${routes}[0].conditions.headers[0].name`,
          name,
          "could not tell which route applied",
          "behind those with groups",
        ),
      ]);
    },
  );

  it("is accepted behind the last route with groups, and where no route names groups", () => {
    expect(issuesOf(withRoutes(admin, byHeader("Cookie")))).toEqual([]);
    expect(issuesOf(withRoutes(byHeader("Cookie")))).toEqual([]);
  });

  it("is accepted if the container gets it as it was sent", () => {
    expect(issuesOf(withRoutes(byHeader("Authorization"), admin))).toEqual([]);
  });
});

describe("a pattern that ends in /*", () => {
  it("needs the path before it, since routers treat the two alike", () => {
    expect(issuesOf(withRoutes(route({ paths: ["/admin/*"] }, admins)))).toEqual([
      issue(
        `${routes}[0].conditions.paths[0]`,
        "/admin/*",
        'does not match "/admin"',
        'add "/admin"',
      ),
    ]);
  });

  it("is accepted if another route for the same groups has that path", () => {
    const all = [route({ paths: ["/admin/*"] }, admins), route({ paths: ["/adm?n"] }, admins)];

    expect(issuesOf(withRoutes(...all))).toEqual([]);
  });

  it("is rejected if another route opens that path", () => {
    const all = [route({ paths: ["/admin"] }, login), route({ paths: ["/admin/*"] }, admins)];

    expect(issuesOf(withRoutes(...all))).toEqual([
      expect.objectContaining({
        path: ["applications", "notes", "routes", 1, "conditions", "paths", 0],
      }),
    ]);
  });

  it("is accepted if the default route has the groups", () => {
    const environment = changed(
      [routes, [route({ paths: ["/admin/*"] }, admins)]],
      [`${notes}.defaultRoute`, { access: admins }],
    );

    expect(issuesOf(environment)).toEqual([]);
  });
});

it("rejects routes that do not fit a task definition", () => {
  const paths = (from: number) =>
    Array.from({ length: 5 }, (_, index) => `/${"x".repeat(118)}-${from + index}`);
  const all = Array.from({ length: 60 }, (_, index) => route({ paths: paths(index * 5) }, admins));

  expect(issuesOf(withRoutes(...all))).toEqual([
    issue(routes, expect.any(Number), "at most 32768 fit a task definition", "shorter patterns"),
  ]);
});
