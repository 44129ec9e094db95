import { AlbAuthError, type RoutedRequest } from "../../index.ts";
import { RouteEnforcer } from "../../src/routes/route-enforcer.ts";
import type { GroupRoute } from "../../src/routes/route-groups.ts";

const admin: GroupRoute = { paths: ["/admin", "/admin/*"], groups: ["admins"] };
const open: GroupRoute = { paths: ["/public/*", "/logout"] };
const members: GroupRoute = { groups: ["members"] };

/** The groups that a request needs, or the code of its rejection. */
function needs(
  routes: readonly GroupRoute[],
  target: string,
  { method = "GET", headers = {} }: Partial<RoutedRequest> = {},
): readonly string[] | string | undefined {
  const enforcer = new RouteEnforcer({ hosts: ["app.example.com", "wiki.example.com"], routes });
  try {
    return enforcer.groupsFor({ method, target, headers: { host: "app.example.com", ...headers } });
  } catch (error) {
    if (error instanceof AlbAuthError) return error.code;
    throw error;
  }
}

describe("the route of a request", () => {
  it.each<[string, readonly string[] | undefined]>([
    ["/admin", ["admins"]],
    ["/admin/", ["admins"]],
    ["/admin/users", ["admins"]],
    ["/admin?x=/public/", ["admins"]],
    ["/admin/%75sers", ["admins"]],
    ["/admin/a%2Fb;v=1/c", ["admins"]],
    ["/administrators", undefined],
    ["/", undefined],
    ["/tasks/a%20b", undefined],
    ["/tasks/../reports", undefined],
    ["/tasks//1", undefined],
    ["/public/x", undefined],
  ])("needs of %s: %j", (target, groups) => {
    expect(needs([open, admin], target)).toEqual(groups);
  });

  it("is the first that matches", () => {
    expect(needs([{ paths: ["/admin/help"] }, admin], "/admin/help")).toBeUndefined();
    expect(needs([admin, { paths: ["/admin/help"] }], "/admin/help")).toEqual(["admins"]);
    expect(needs([open, admin, members], "/admin")).toEqual(["admins"]);
    expect(needs([open, admin, members], "/tasks")).toEqual(["members"]);
  });

  it("may be open before a default route with groups", () => {
    for (const target of ["/logout", "/public/", "/public/x", "/public//x", "/public/a%2Fb"]) {
      expect(needs([open, members], target)).toBeUndefined();
    }
  });
});

describe("a path that could be read as one for others", () => {
  it.each([
    "/%61dmin",
    "/%61%64%6d%69%6E/users",
    "/%2561dmin",
    "/%25252561dmin",
    "//admin",
    "///admin",
    "/./admin",
    "/x/../admin",
    "/x/%2e%2E/admin",
    "/x/.%2e/admin",
    "/x%2F..%2fadmin",
    "/x/..%2fadmin",
    "/a%2Fb/%2e%2e/../admin",
    "/x/%252e%252e/admin",
    "/x\\..\\admin",
    "/x%5C..%5Cadmin",
    "/\\admin",
    "/admin%2Fusers",
    "/admin;v=1",
    "/admin;v=1/users",
    "/;x/admin",
    "/admin%3Bx",
    "/admin%3Fx",
    "/admin%23x",
    "/admin#x",
    "/admin%00",
    "/admin%20",
    "/admin%09",
    "//host/admin",
    "/%5Chost/admin",
    "/ADMIN",
    "/Admin/users",
    "/%41dmin",
    "/public/../admin",
    "/public/..%2fadmin",
    "/admin%2e%2e/../admin",
  ])("is rejected: %s", (target) => {
    expect(needs([open, admin], target)).toBe("ERR_ROUTE_AMBIGUOUS");
  });

  it("is rejected where only a slash at the end differs", () => {
    expect(needs([{ paths: ["/admin"], groups: ["admins"] }], "/admin/")).toBe(
      "ERR_ROUTE_AMBIGUOUS",
    );
    expect(needs([{ paths: ["/admin/*"], groups: ["admins"] }], "/admin")).toBe(
      "ERR_ROUTE_AMBIGUOUS",
    );
  });

  it("is rejected if it leaves the open part of an application for members", () => {
    expect(needs([open, members], "/public/..%2ftasks")).toBe("ERR_ROUTE_AMBIGUOUS");
    expect(needs([open, members], "/public/%2e%2e/tasks")).toBe("ERR_ROUTE_AMBIGUOUS");
  });

  it("is rejected if another group may pass the other route", () => {
    const audit: GroupRoute = { paths: ["/audit/*"], groups: ["auditors"] };

    expect(needs([admin, audit], "/audit/../admin")).toBe("ERR_ROUTE_AMBIGUOUS");
    expect(needs([admin, audit], "/audit/..%2fadmin/x")).toBe("ERR_ROUTE_AMBIGUOUS");
  });

  it("passes where everybody who may pass its route may pass the other", () => {
    const both: GroupRoute = { paths: ["/reports/*"], groups: ["auditors", "admins"] };

    expect(needs([admin, both], "/admin/../reports/x")).toEqual(["admins"]);
    expect(needs([admin, both], "/reports/../admin")).toBe("ERR_ROUTE_AMBIGUOUS");
    expect(needs([open, admin], "/admin/%2e%2e/public/x")).toEqual(["admins"]);
  });

  it("is rejected if it has too many readings, or is too long for all of them", () => {
    const tangled = `/%${"25".repeat(80)}61`;

    expect(needs([admin], tangled)).toBe("ERR_ROUTE_AMBIGUOUS");
    expect(needs([admin], `/%61${"a".repeat(5_000)}`)).toBe("ERR_ROUTE_AMBIGUOUS");
    expect(needs([admin], `/${"a".repeat(5_000)}`)).toBeUndefined();
  });

  it("is rejected although a header would open the other path", () => {
    const token: GroupRoute = {
      paths: ["/api/*"],
      headers: [{ name: "Authorization", values: ["Bearer *"] }],
    };
    const routes = [open, token, { paths: ["/api/*", "/api"], groups: ["admins"] }];
    const headers = { authorization: "Bearer anything" };

    expect(needs(routes, "/api/x", { headers })).toBeUndefined();
    expect(needs(routes, "/api/a%20b", { headers })).toBeUndefined();
    expect(needs(routes, "/public/..%2fapi/x", { headers })).toBe("ERR_ROUTE_AMBIGUOUS");
    expect(needs(routes, "/api/x")).toEqual(["admins"]);
  });

  it("is not looked for where no route is for others", () => {
    expect(needs([members], "/x/%2e%2e/admin")).toEqual(["members"]);
    expect(needs([{ ...admin, hosts: ["wiki.*"] }], "/%61dmin")).toBeUndefined();
  });

  it.each(["http://app.example.com/tasks", "*", ""])("is rejected as no path: %j", (target) => {
    expect(needs([admin], target)).toBe("ERR_ROUTE_AMBIGUOUS");
  });
});

describe("a condition", () => {
  const only = (condition: GroupRoute): readonly GroupRoute[] => [
    { ...condition, groups: ["admins"] },
  ];

  it("compares the host name without port, whatever its case", () => {
    const routes = only({ hosts: ["wiki.*"] });

    for (const host of ["wiki.example.com", "WIKI.example.com:443"]) {
      expect(needs(routes, "/", { headers: { host } })).toEqual(["admins"]);
    }
    expect(needs(routes, "/", { headers: { host: "app.example.com" } })).toBeUndefined();
  });

  it.each<[string, string | string[] | undefined]>([
    ["other", "other.example.com"],
    ["with a dot at the end", "app.example.com."],
    ["repeated", ["app.example.com", "wiki.example.com"]],
    ["missing", undefined],
  ])("rejects a host name that is %s", (_, host) => {
    expect(needs([admin], "/tasks", { headers: { host } })).toBe("ERR_ROUTE_AMBIGUOUS");
  });

  it("takes the host name that a client forwards for the one that a framework reads", () => {
    const wiki = only({ hosts: ["wiki.example.com"] });
    const from = (forwardedHost: string | string[]) =>
      needs(wiki, "/", { headers: { "x-forwarded-host": forwardedHost } });

    for (const host of ["wiki.example.com", "WIKI.example.com:443", "a, wiki.example.com"]) {
      expect(from(host)).toBe("ERR_ROUTE_AMBIGUOUS");
    }
    expect(from(["a", "wiki.example.com"])).toBe("ERR_ROUTE_AMBIGUOUS");
    expect(from("app.example.com")).toBeUndefined();
    expect(from("other.example.com")).toBeUndefined();
    const headers = { host: "wiki.example.com", "x-forwarded-host": "app.example.com" };
    expect(needs(wiki, "/", { headers })).toEqual(["admins"]);
  });

  it("compares the method, and takes HEAD for GET as routers do", () => {
    expect(needs(only({ methods: ["POST"] }), "/", { method: "POST" })).toEqual(["admins"]);
    expect(needs(only({ methods: ["POST"] }), "/")).toBeUndefined();
    expect(needs(only({ methods: ["GET"] }), "/", { method: "HEAD" })).toBe("ERR_ROUTE_AMBIGUOUS");
    expect(needs(only({ methods: ["GET", "HEAD"] }), "/", { method: "HEAD" })).toEqual(["admins"]);
  });

  it("compares every value of a header, whatever its case", () => {
    const routes = only({ headers: [{ name: "X-Client", values: ["Mobile*", "a\\*"] }] });
    const sent = (value: string | string[]) =>
      needs(routes, "/", { headers: { "x-client": value } });

    expect(sent("mobile app")).toEqual(["admins"]);
    expect(sent(["desktop", "MOBILE"])).toEqual(["admins"]);
    expect(sent("a*")).toEqual(["admins"]);
    expect(sent("ab")).toBeUndefined();
    expect(needs(routes, "/")).toBeUndefined();
  });

  it("compares query parameters as they were sent", () => {
    const routes = only({ query: [{ key: "version", values: ["2*"] }, { values: ["x"] }] });

    expect(needs(routes, "/?VERSION=21&y=X")).toEqual(["admins"]);
    expect(needs(routes, "/?version=21")).toBeUndefined();
    expect(needs(routes, "/?version=%32&y=x")).toBeUndefined();
  });

  it("compares the address that the load balancer appended", () => {
    const routes = only({ sourceIps: ["203.0.113.0/24", "2001:db8::/32"] });
    const from = (value: string | string[]) =>
      needs(routes, "/", { headers: { "x-forwarded-for": value } });

    expect(from("203.0.113.9")).toEqual(["admins"]);
    expect(from("198.51.100.1, 203.0.113.9")).toEqual(["admins"]);
    expect(from("203.0.113.9, 198.51.100.1")).toBeUndefined();
    expect(from(["203.0.113.9", "2001:db8:1::7"])).toEqual(["admins"]);
    expect(from("::1")).toBeUndefined();
    expect(from("unknown")).toBe("ERR_ROUTE_AMBIGUOUS");
    expect(needs(routes, "/")).toBe("ERR_ROUTE_AMBIGUOUS");
  });
});
