import type { AccessInput, EnvironmentInput } from "../../../config/schema/environment";
import { changed, issue, issuesOf } from "../valid-environment";

const at = "applications.app.routes[4]";

const route = (access: object, others: object = {}) => ({
  conditions: { paths: ["/api/*"] },
  access: { type: "token", scopes: ["tasks/read"], ...access } as AccessInput,
  target: { type: "service", service: "web" },
  ...others,
});

const clients = (named: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(named).map(([name, scopes]) => [name, { scopes }]));

function environment(
  tokenRoute: object,
  named: Record<string, string[]> = { billing: ["tasks/read"] },
) {
  return changed([at, tokenRoute], ["identity.machineClients", clients(named)]) as EnvironmentInput;
}

describe("machine clients", () => {
  it.each([
    ["openid", '"openid" is about a user', "identity.resourceServers"],
    ["tasks/wirte", "that a resource server declares", 'did you mean "tasks/write"?'],
    ["other/read", "that a resource server declares", "identity.resourceServers"],
  ])("are rejected with the scope %s", (scope, message, fix) => {
    const given = changed(["identity.machineClients.import", { scopes: ["tasks/read", scope] }]);

    expect(issuesOf(given)).toEqual([
      issue("identity.machineClients.import.scopes[1]", scope, message, fix),
    ]);
  });

  it("are accepted at an existing pool, and with a resource server that it has", () => {
    const identity = {
      type: "existing",
      userPoolId: "eu-central-1_Ab1Cd2Ef3",
      domain: { prefix: "company-login" },
      resourceServers: { tasks: { existing: true, scopes: { read: "Read", write: "Write" } } },
      machineClients: { import: { scopes: ["tasks/read"] } },
    };

    expect(issuesOf(changed(["identity", identity]))).toEqual([]);
  });
});

describe("a token route", () => {
  it.each([{}, { clients: ["billing"] }])("is accepted with %j", (access) => {
    expect(issuesOf(environment(route(access)))).toEqual([]);
  });

  it("is rejected with a machine client that is not declared, with the closest name", () => {
    expect(issuesOf(environment(route({ clients: ["biling"] })))).toEqual([
      issue(
        `${at}.access.clients[0]`,
        "biling",
        "must be a machine client (billing)",
        '"billing"?',
      ),
    ]);
  });

  it("is rejected with a machine client that lacks one of its scopes", () => {
    const access = { scopes: ["tasks/read", "tasks/write"], clients: ["billing"] };

    expect(issuesOf(environment(route(access)))).toEqual([
      issue(
        `${at}.access.clients[0]`,
        "billing",
        '"billing" lacks tasks/write',
        "identity.machineClients.billing.scopes",
      ),
    ]);
  });

  it("is rejected where no machine client has all of its scopes", () => {
    const scopes = ["tasks/read", "tasks/write"];

    expect(issuesOf(environment(route({ scopes })))).toEqual([
      issue(`${at}.access.scopes`, scopes, "so no token could pass", "identity.machineClients"),
    ]);
  });

  it("is rejected with more machine clients than a load balancer compares a claim with", () => {
    const many = Array.from({ length: 11 }, (_, index) => [`client-${index}`, ["tasks/read"]]);

    expect(issuesOf(environment(route({}), Object.fromEntries(many)))).toEqual([
      issue(`${at}.access`, expect.anything(), "at most 10 machine clients", "in clients"),
    ]);
  });

  it("is rejected with a scope of users", () => {
    expect(issuesOf(environment(route({ scopes: ["openid"] })))).toEqual([
      issue(`${at}.access.scopes[0]`, "openid", "is about a user", "remove it"),
    ]);
  });

  it("is rejected with a condition on the header that it tests itself", () => {
    const header = { name: "authorization", values: ["Bearer x*"] };
    const conditions = { paths: ["/api/*"], headers: [header] };

    expect(issuesOf(environment(route({}, { conditions })))).toEqual([
      issue(`${at}.conditions.headers[0]`, header, "Authorization header", "remove it"),
    ]);
  });

  it("is rejected without a container that says 401", () => {
    const target = { type: "fixed-response", statusCode: 200, contentType: "text/plain" };

    expect(issuesOf(environment(route({}, { target })))).toEqual([
      issue(`${at}.target`, expect.anything(), "not a fixed-response", "use a service"),
    ]);
  });

  it("is rejected behind a login route that asks for a sign-in first", () => {
    const given = changed(
      ["applications.app.routes[0].conditions", { paths: ["/api", "/api/*"] }],
      [at, route({})],
      ["identity.machineClients", clients({ billing: ["tasks/read"] })],
    );

    expect(issuesOf(given)).toEqual([
      issue(`${at}.conditions`, { paths: ["/api/*"] }, "routes[0] is evaluated first", "move it"),
    ]);
  });

  it("is rejected with a resource that is none of its paths", () => {
    expect(issuesOf(environment(route({ resourcePath: "/mcp" })))).toEqual([
      issue(`${at}.access.resourcePath`, "/mcp", "a path of the route (/api/*)", '"/mcp"'),
    ]);
  });

  it("is rejected with the resource of another route", () => {
    const mcp = { ...route({ resourcePath: "/mcp" }), conditions: { paths: ["/mcp"] } };
    const given = changed(
      [at, mcp],
      ["applications.app.routes[5]", { ...mcp, conditions: { paths: ["/mcp*"] } }],
      ["identity.machineClients", clients({ billing: ["tasks/read"] })],
    );

    expect(issuesOf(given).map(({ message }) => message)).toContainEqual(
      expect.stringContaining("the resource of another route"),
    );
  });
});
