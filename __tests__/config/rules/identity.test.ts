import { changed, fault, faultsOf, refusesEach } from "../valid-environment";

const servers = "identity.resourceServers";
const named = (count: number, prefix: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "x"]));

describe("token lifetimes", () => {
  const refresh = ["identity.tokenLifetimes.refreshTokenHours", 1] as const;

  it.each(["accessTokenMinutes", "idTokenMinutes"])(
    "refuse %s beyond the refresh token's",
    (field) => {
      const where = `identity.tokenLifetimes.${field}`;

      expect(faultsOf(changed(refresh, [where, 61]))).toEqual([
        fault(where, 61, "refresh token's 1 hours", "lengthen refreshTokenHours"),
      ]);
      expect(faultsOf(changed(refresh, [where, 60]))).toEqual([]);
    },
  );
});

describe("resource servers", () => {
  it("are refused without scopes", () => {
    expect(faultsOf(changed([`${servers}.empty`, { scopes: {} }]))).toEqual([
      fault(
        `${servers}.empty.scopes`,
        {},
        "1 to 100 scopes; it has 0",
        "remove the resource server",
      ),
    ]);
  });

  it("are refused with more than 100 scopes", () => {
    const scopes = named(101, "s");

    expect(faultsOf(changed([`${servers}.big`, { scopes }]))).toEqual([
      fault(`${servers}.big.scopes`, scopes, "it has 101", "divide the resource server"),
    ]);
    expect(faultsOf(changed([`${servers}.big`, { scopes: named(100, "s") }]))).toEqual([]);
  });

  it("are refused beyond 25", () => {
    const all = (count: number) =>
      Object.fromEntries(
        Object.keys(named(count, "api")).map((name) => [name, { scopes: { a: "A" } }]),
      );
    const withTasks = (count: number) => ({ tasks: { scopes: { read: "Read" } }, ...all(count) });

    expect(faultsOf(changed([servers, withTasks(25)]))).toEqual([
      fault(servers, 26, "at most 25 entries", "several scopes"),
    ]);
    expect(faultsOf(changed([servers, withTasks(24)]))).toEqual([]);
  });

  it("are refused when identifier and scope together exceed 256 characters", () => {
    const identifier = "i".repeat(200);
    const name = "n".repeat(56);

    expect(
      faultsOf(changed([[...servers.split("."), identifier], { scopes: { [name]: "x" } }])),
    ).toEqual([
      fault(
        [...servers.split("."), identifier, "scopes", name],
        `${identifier}/${name}`,
        "together are 257 characters",
        "shorten",
      ),
    ]);
  });

  it("are accepted when they are identified by a URL", () => {
    const identifier = "https://api.example.com/v1";

    expect(
      faultsOf(
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

  refusesEach([
    [route, ["tasks/read"], 'must hold "openid"', 'add "openid"'],
    [route, [], 'must hold "openid"', 'add "openid"'],
    [fallback, ["aws.cognito.signin.user.admin"], 'must hold "openid"', 'add "openid"'],
    [`${route}[1]`, "tasks/delete", "declared: tasks/read, tasks/write", "correct its spelling"],
    [`${route}[1]`, "notes/read", "declared by a resource server", "identity.resourceServers"],
    [`${route}[1]`, "groups", "must be a standard scope (openid, email", "correct its spelling"],
    [`${route}[1]`, "tasks", "must be a standard scope", "correct its spelling"],
    [`${route}[1]`, "constructor", "must be a standard scope", "correct its spelling"],
    [`${route}[1]`, "openid", "listed once", "remove it"],
  ]);

  it("are known when Cognito has them itself", () => {
    const all = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

    expect(faultsOf(changed([route, all], [fallback, all]))).toEqual([]);
  });

  it("are refused beyond 50 of an application", () => {
    const scopes = named(60, "s");
    const some = (from: number, to: number) =>
      Object.keys(scopes)
        .slice(from, to)
        .map((scope) => `big/${scope}`);
    const [found, ...others] = faultsOf(
      changed(
        [`${servers}.big`, { scopes }],
        [route, ["openid", ...some(0, 30)]],
        [fallback, ["openid", ...some(30, 50)]],
      ),
    );

    expect(others).toEqual([]);
    expect(found).toEqual(fault("applications.app", 51, "at most 50 scopes", "divide"));
  });
});

describe("extra parameters", () => {
  const where = "applications.app.defaultRoute.access.extraParameters";

  it("are refused beyond 10", () => {
    expect(faultsOf(changed([where, named(11, "p")]))).toEqual([
      fault(where, named(11, "p"), "at most 10 entries; these are 11", "remove some"),
    ]);
    expect(faultsOf(changed([where, named(10, "p")]))).toEqual([]);
  });
});
