import { planRoutes } from "../../routing/plan-routes";
import type { Access, LoginAccess, Route, Routing, Target } from "../../routing/route";

const web: Target = { type: "service", service: "web" };
const login: LoginAccess = {
  type: "login",
  scopes: ["openid"],
  onUnauthenticatedRequest: "authenticate",
  extraParameters: {},
};
const token: Access = { type: "token", scopes: ["tasks/read"], clients: ["billing"] };
const bearer = { name: "Authorization", values: ["Bearer *"] };

const route = (paths: string[], access: Access): Route => ({
  conditions: { paths },
  access,
  target: web,
});

function planOf(routes: Route[], settings: Partial<Routing> = {}) {
  return planRoutes({
    hostNames: ["app.example.com"],
    routes,
    defaultRoute: { access: login, target: web },
    sessionTimeoutSeconds: 3600,
    ...settings,
  });
}

/** Origin of each rule, with what it is for. */
const rulesOf = (routes: Route[]) =>
  planOf(routes).rules.map(({ origin, login: signIn, token: validated, isChallenge }) => [
    origin,
    validated ? "token" : isChallenge ? "challenge" : signIn ? "login" : "public",
  ]);

describe("a token route", () => {
  it("takes requests with a bearer token, and leaves those without one to the container", () => {
    expect(planOf([route(["/api/*"], token)]).rules).toMatchObject([
      {
        origin: "routes[0]",
        conditions: { paths: ["/api/*"], headers: [bearer] },
        token: { clients: ["billing"], scopes: ["tasks/read"] },
        login: undefined,
        target: web,
      },
      {
        origin: "routes[0] without token",
        conditions: { paths: ["/api/*"] },
        token: undefined,
        login: undefined,
        isChallenge: true,
        target: web,
      },
    ]);
  });

  it("leaves browsers to a login route of the same path after it", () => {
    expect(rulesOf([route(["/api/*"], token), route(["/api/*"], login)])).toEqual([
      ["routes[0]", "token"],
      ["routes[1]", "login"],
    ]);
  });

  it("leaves browsers to a login route of a part of its paths, and the rest to the container", () => {
    expect(
      rulesOf([
        route(["/api/*"], token),
        route(["/api/console/*"], login),
        route(["/public/*"], { type: "public" }),
      ]),
    ).toEqual([
      ["routes[0]", "token"],
      ["routes[1]", "login"],
      ["routes[0] without token", "challenge"],
      ["routes[2]", "public"],
    ]);
  });

  it("does not get the sign-in page of a wider route after it", () => {
    expect(rulesOf([route(["/api/*"], token), route(["/*"], login)])).toEqual([
      ["routes[0]", "token"],
      ["routes[0] without token", "challenge"],
      ["routes[1]", "login"],
    ]);
  });

  it("keeps its place among the others", () => {
    expect(rulesOf([route(["/api/health"], { type: "public" }), route(["/api/*"], token)])).toEqual(
      [
        ["routes[0]", "public"],
        ["routes[1]", "token"],
        ["routes[1] without token", "challenge"],
      ],
    );
  });

  it("adds the header to conditions on other headers", () => {
    const other = { name: "X-Client", values: ["billing"] };
    const { rules } = planOf([
      { conditions: { paths: ["/api/*"], headers: [other] }, access: token, target: web },
    ]);

    expect(rules[0]?.conditions.headers).toEqual([other, bearer]);
    expect(rules[1]?.conditions.headers).toEqual([other]);
  });

  it("gets rules of its own for more than four paths, since the header is a value as well", () => {
    const paths = ["/a", "/b", "/c", "/d", "/e"];
    const { rules } = planOf([route(paths, token)]);

    expect(rules.map(({ conditions }) => conditions.paths?.length)).toEqual([4, 1, 5]);
  });

  it("publishes the metadata of its protected resource in front of all routes", () => {
    const { rules, protectedResources } = planOf([
      route(["/*"], login),
      route(["/mcp"], { ...token, resourcePath: "/mcp" }),
    ]);

    expect(rules[0]).toMatchObject({
      origin: "routes[1] metadata",
      conditions: { paths: ["/.well-known/oauth-protected-resource/mcp"] },
      login: undefined,
      token: undefined,
    });
    expect(protectedResources).toEqual([{ path: "/mcp", scopes: ["tasks/read"] }]);
  });

  it("names the machine clients of all routes, each once, and asks the app client for nothing", () => {
    const { machineClients, scopes } = planOf([
      route(["/a"], { ...token, clients: ["import", "billing"] }),
      route(["/b"], token),
    ]);

    expect(machineClients).toEqual(["billing", "import"]);
    expect(scopes).toEqual(["openid"]);
  });

  it("applies to every host name of the application only", () => {
    const hostNames = ["app.example.com", "www.example.com"];
    const { rules } = planOf([route(["/api/*"], token)], { hostNames });

    expect(rules.map(({ conditions }) => conditions.hosts)).toEqual([hostNames, hostNames]);
  });

  it("leaves requests without a token to the container also where an earlier route has other hosts", () => {
    const wildcard = { conditions: { paths: ["/a/*"], hosts: ["w*.example.com"] } };
    const { rules } = planOf([route(["*"], token), { ...route([], token), ...wildcard }], {
      hostNames: ["app.example.com", "www.example.com"],
    });

    expect(rules.map(({ origin }) => origin)).toContain("routes[1] without token");
  });
});
