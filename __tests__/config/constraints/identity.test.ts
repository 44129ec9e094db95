import { changed, issue, issuesOf, rejectsEach } from "../valid-environment";

const servers = "identity.resourceServers";
const named = (count: number, prefix: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "x"]));

describe("token lifetimes", () => {
  const refresh = ["identity.tokenLifetimes.refreshTokenHours", 1] as const;

  it.each(["accessTokenMinutes", "idTokenMinutes"])(
    "reject %s beyond the refresh token's",
    (field) => {
      const where = `identity.tokenLifetimes.${field}`;

      expect(issuesOf(changed(refresh, [where, 61]))).toEqual([
        issue(where, 61, "which is 1 (60 minutes)", "increase refreshTokenHours"),
      ]);
      expect(issuesOf(changed(refresh, [where, 60]))).toEqual([]);
    },
  );
});

describe("resource servers", () => {
  it("are rejected without scopes", () => {
    expect(issuesOf(changed([`${servers}.empty`, { scopes: {} }]))).toEqual([
      issue(
        `${servers}.empty.scopes`,
        {},
        "1 to 100 entries, the limits of Cognito; it has 0",
        "remove the resource server",
      ),
    ]);
  });

  it("are rejected with more than 100 scopes", () => {
    const scopes = named(101, "s");

    expect(issuesOf(changed([`${servers}.big`, { scopes }]))).toEqual([
      issue(`${servers}.big.scopes`, scopes, "it has 101", "divide the resource server"),
    ]);
    expect(issuesOf(changed([`${servers}.big`, { scopes: named(100, "s") }]))).toEqual([]);
  });

  it("are rejected beyond 25", () => {
    const all = (count: number) =>
      Object.fromEntries(
        Object.keys(named(count, "api")).map((name) => [name, { scopes: { a: "A" } }]),
      );
    const withTasks = (count: number) => ({ tasks: { scopes: { read: "Read" } }, ...all(count) });

    expect(issuesOf(changed([servers, withTasks(25)]))).toEqual([
      issue(servers, 26, "at most 25 entries", "several scopes"),
    ]);
    expect(issuesOf(changed([servers, withTasks(24)]))).toEqual([]);
  });

  it("are rejected when identifier and scope together exceed 256 characters", () => {
    const identifier = "i".repeat(200);
    const name = "n".repeat(56);

    expect(
      issuesOf(changed([[...servers.split("."), identifier], { scopes: { [name]: "x" } }])),
    ).toEqual([
      issue(
        [...servers.split("."), identifier, "scopes", name],
        `${identifier}/${name}`,
        "makes a scope of 257 characters",
        "shorten",
      ),
    ]);
  });

  it("may have a URL as their identifier", () => {
    const identifier = "https://api.example.com/v1";

    expect(
      issuesOf(
        changed(
          [[...servers.split("."), identifier], { scopes: { "read.all": "Read" } }],
          ["applications.app.defaultRoute.access.scopes", ["openid", `${identifier}/read.all`]],
        ),
      ),
    ).toEqual([]);
  });
});

describe("scopes", () => {
  const route = "applications.app.routes[0].access.scopes";
  const fallback = "applications.app.defaultRoute.access.scopes";

  rejectsEach([
    [route, ["tasks/read"], 'must include "openid"', 'add "openid"'],
    [route, [], 'must include "openid"', 'add "openid"'],
    [fallback, ["aws.cognito.signin.user.admin"], 'must include "openid"', 'add "openid"'],
    [`${route}[1]`, "tasks/delete", "declares (tasks/read, tasks/write)", "declare it in"],
    [`${route}[1]`, "notes/read", "a resource server declares", "declare it in"],
    [`${route}[1]`, "task/read", "a resource server declares", 'did you mean "tasks/read"?'],
    [`${route}[1]`, "groups", "must be a standard scope (openid, email", "declare it in"],
    [`${route}[1]`, "tasks", "must be a standard scope", "declare it in"],
    [`${route}[1]`, "constructor", "must be a standard scope", "declare it in"],
    [`${route}[1]`, "openid", "must not repeat an entry", "remove it"],
  ]);

  it("are accepted when they are standard scopes", () => {
    const all = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

    expect(issuesOf(changed([route, all], [fallback, all]))).toEqual([]);
  });

  it("are rejected beyond 50 of an application", () => {
    const scopes = named(60, "s");
    const some = (from: number, to: number) =>
      Object.keys(scopes)
        .slice(from, to)
        .map((scope) => `big/${scope}`);
    const [found, ...others] = issuesOf(
      changed(
        [`${servers}.big`, { scopes }],
        [route, ["openid", ...some(0, 30)]],
        [fallback, ["openid", ...some(30, 50)]],
      ),
    );

    expect(others).toEqual([]);
    expect(found).toEqual(issue("applications.app", 51, "at most 50 scopes", "divide"));
  });
});

describe("extra parameters", () => {
  const where = "applications.app.defaultRoute.access.extraParameters";

  it("are rejected beyond 10", () => {
    expect(issuesOf(changed([where, named(11, "p")]))).toEqual([
      issue(
        where,
        named(11, "p"),
        "at most 10 entries, the limit of a load balancer; it has 11",
        "remove some",
      ),
    ]);
    expect(issuesOf(changed([where, named(10, "p")]))).toEqual([]);
  });
});
