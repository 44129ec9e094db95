import { planRoutes } from "../../routing/plan-routes";
import type { LoginAccess, Route, Routing, Target } from "../../routing/route";
import { defaultSessionCookieName } from "../../routing/session-cookie";

const web: Target = { type: "service", service: "web" };
const login = (settings: Partial<LoginAccess> = {}): LoginAccess => ({
  type: "login",
  scopes: ["openid"],
  onUnauthenticatedRequest: "authenticate",
  extraParameters: {},
  ...settings,
});
const route = (paths: string[], access: Route["access"] = login()): Route => ({
  conditions: { paths },
  access,
  target: web,
});
const routing = (settings: Partial<Routing> = {}): Routing => ({
  hostNames: ["app.example.com"],
  routes: [],
  defaultRoute: { access: login(), target: web },
  sessionTimeoutSeconds: 43200,
  ...settings,
});

describe(planRoutes, () => {
  it("has only a default rule with sign-in when there are no routes", () => {
    expect(planRoutes(routing())).toEqual({
      revision: expect.any(String),
      rules: [],
      defaultRule: {
        login: {
          scopes: ["openid"],
          onUnauthenticatedRequest: "authenticate",
          sessionCookieName: defaultSessionCookieName,
          sessionTimeoutSeconds: 43200,
          extraParameters: {},
        },
        target: web,
      },
      sessionCookieNames: [defaultSessionCookieName],
      scopes: ["openid"],
      machineClients: [],
      protectedResources: [],
    });
  });

  it("puts the public sign-out paths before all routes", () => {
    const signOut = { path: "/logout", redirectPath: "/signed-out", target: web };
    const { rules } = planRoutes(routing({ signOut, routes: [route(["/*"])] }));

    expect(rules).toMatchObject([
      {
        origin: "signOut",
        conditions: { paths: ["/logout", "/signed-out"] },
        login: undefined,
      },
      { origin: "routes[0]" },
    ]);
  });

  it("numbers rules one by one, the parts of one route too", () => {
    const many = Array.from({ length: 12 }, (_, index) => `/${index}`);
    const { rules } = planRoutes(routing({ routes: [route(["/a"]), route(many), route(["/b"])] }));

    expect(rules.map(({ priority, origin }) => [priority % 10, origin])).toEqual([
      [0, "routes[0]"],
      [1, "routes[1]"],
      [2, "routes[1]"],
      [3, "routes[1]"],
      [4, "routes[2]"],
    ]);
  });

  it("keeps priorities and revision when only access or target of a route changes", () => {
    const before = planRoutes(routing({ routes: [route(["/a"]), route(["/b"])] }));
    const after = planRoutes(
      routing({ routes: [route(["/a"], { type: "public" }), route(["/b"])] }),
    );

    expect(after.revision).toBe(before.revision);
    expect(after.rules.map(({ priority }) => priority)).toEqual(
      before.rules.map(({ priority }) => priority),
    );
  });

  it("adds the host names to every rule where there are several", () => {
    const hostNames = ["app.example.com", "www.example.com"];
    const signOut = { path: "/logout", redirectPath: "/signed-out", target: web };
    const own = { conditions: { hosts: ["www.example.com"] }, access: login(), target: web };
    const undefinedHosts = { ...own, conditions: { hosts: undefined, paths: ["/x"] } };
    const { rules } = planRoutes(
      routing({ hostNames, signOut, routes: [route(["/a"]), own, undefinedHosts] }),
    );

    expect(rules.map(({ conditions }) => conditions.hosts)).toEqual([
      hostNames,
      hostNames,
      ["www.example.com"],
      hostNames,
    ]);
  });

  it("gives a route its own session timeout, and the application's otherwise", () => {
    const { rules } = planRoutes(
      routing({ routes: [route(["/a"], login({ sessionTimeoutSeconds: 60 })), route(["/b"])] }),
    );

    expect(rules.map((rule) => rule.login?.sessionTimeoutSeconds)).toEqual([60, 43200]);
  });

  it("shares a session between routes whose sessions are the same", () => {
    const scopes = ["openid", "email", "tasks/read"];
    const { rules, sessionCookieNames } = planRoutes(
      routing({
        routes: [
          route(["/a"], login({ scopes })),
          route(["/b"], login({ scopes: scopes.toReversed(), onUnauthenticatedRequest: "deny" })),
        ],
      }),
    );
    const [first, second] = rules.map((rule) => rule.login);

    expect(first?.sessionCookieName).toBe(second?.sessionCookieName);
    expect(first?.scopes).toEqual(["openid", "email", "tasks/read"]);
    expect(sessionCookieNames).toEqual([defaultSessionCookieName, first?.sessionCookieName]);
  });

  it.each<[string, Partial<LoginAccess>]>([
    ["scopes", { scopes: ["openid", "email"] }],
    ["timeout", { sessionTimeoutSeconds: 43200 }],
    ["sign-in parameters", { extraParameters: { lang: "de" } }],
  ])("gives a route with other %s a session of its own", (_, settings) => {
    const { sessionCookieNames } = planRoutes(
      routing({ routes: [route(["/a"], login(settings))] }),
    );

    expect(sessionCookieNames).toHaveLength(2);
  });

  it("does not change the cookie of a route when other routes change", () => {
    const same = route(["/a"], login({ scopes: ["openid", "email"] }));
    const alone = planRoutes(routing({ routes: [same] }));
    const among = planRoutes(
      routing({ routes: [route(["/b"], login({ scopes: ["openid", "phone"] })), same] }),
    );

    expect(among.rules.at(-1)?.login?.sessionCookieName).toBe(
      alone.rules.at(-1)?.login?.sessionCookieName,
    );
  });

  it("collects every scope once, openid first", () => {
    const { scopes } = planRoutes(
      routing({
        routes: [
          route(["/a"], login({ scopes: ["phone", "openid"] })),
          route(["/b"], login({ scopes: ["openid", "email"] })),
          route(["/c"], { type: "public" }),
        ],
      }),
    );

    expect(scopes).toEqual(["openid", "email", "phone"]);
  });

  it("fails on a route that does not fit a rule", () => {
    const values = ["*1*2*3*"];
    const impossible = {
      ...route(["/a"]),
      conditions: {
        headers: [
          { name: "A", values },
          { name: "B", values },
        ],
      },
    };

    expect(() => planRoutes(routing({ routes: [impossible] }))).toThrow("routes[0]");
  });
});
