import { placeRoutes, planRoutes } from "../../routing/plan-routes";
import type { LoginAccess, Route, Routing } from "../../routing/route";
import { routeGroups } from "../../routing/route-groups";

const login = (groups?: readonly string[]): LoginAccess => ({
  type: "login",
  scopes: ["openid"],
  onUnauthenticatedRequest: "authenticate",
  groups,
  extraParameters: {},
});
const target = { type: "service", service: "web" } as const;
const route = (paths: string[], access: Route["access"]): Route => ({
  conditions: { paths },
  access,
  target,
});
const routing = (settings: Partial<Routing>): Routing => ({
  hostNames: ["app.example.com"],
  routes: [],
  defaultRoute: { access: login(), target },
  sessionTimeoutSeconds: 43200,
  ...settings,
});

describe(routeGroups, () => {
  it("is undefined where no route names groups", () => {
    expect(planRoutes(routing({ routes: [route(["/x"], login())] })).routeGroups).toBeUndefined();
  });

  it("has the routes up to the last one with groups, sign-out first, each whole", () => {
    const many = ["/1", "/2", "/3", "/4", "/5", "/6"];
    const signOut = { path: "/logout", redirectPath: "/signed-out", target };
    const { routeGroups: groups } = planRoutes(
      routing({
        signOut,
        routes: [
          route(["/public/*"], { type: "public" }),
          route(many, login(["admins", "auditors"])),
          route(["/tasks/*"], login()),
        ],
      }),
    );

    expect(groups).toEqual({
      hosts: ["app.example.com"],
      routes: [
        { paths: ["/logout", "/signed-out"] },
        { paths: ["/public/*"] },
        { paths: many, groups: ["admins", "auditors"] },
      ],
    });
  });

  it("ends with the default route if that names groups", () => {
    const { routeGroups: groups } = planRoutes(
      routing({
        routes: [route(["/x"], login())],
        defaultRoute: { access: login(["members"]), target },
      }),
    );

    expect(groups?.routes).toEqual([{ paths: ["/x"] }, { groups: ["members"] }]);
  });

  it("has every kind of condition, and the host names that every route is limited to", () => {
    const conditions = {
      paths: ["/x"],
      methods: ["POST"],
      headers: [{ name: "X-Client", values: ["mobile*"] }],
      query: [{ key: "version", values: ["1"] }],
      sourceIps: ["203.0.113.0/24"],
    };
    const hostNames = ["app.example.com", "wiki.example.com"];
    const input = routing({
      hostNames,
      routes: [
        { conditions, access: login(), target },
        { conditions: { hosts: ["wiki.*"], paths: ["/y"] }, access: login(["admins"]), target },
      ],
    });

    expect(routeGroups(input, placeRoutes(input))).toEqual({
      hosts: hostNames,
      routes: [
        { ...conditions, hosts: hostNames },
        { hosts: ["wiki.*"], paths: ["/y"], groups: ["admins"] },
      ],
    });
  });

  it("changes neither the rules nor the session cookies", () => {
    const planWith = (groups?: readonly string[]) => {
      const { rules, sessionCookieNames, revision } = planRoutes(
        routing({ routes: [route(["/x"], login(groups))] }),
      );
      return JSON.stringify({
        rules: rules.map(({ login: _, ...rule }) => rule),
        sessionCookieNames,
        revision,
      });
    };

    expect(planWith(["admins"])).toBe(planWith());
  });
});
