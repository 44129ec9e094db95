import { formatPath } from "../../config/issue";
import { formatIssues } from "../../config/issue-report";
import { parseEnvironment } from "../../config/parse-environment";
import { changed, fullEnvironment, issuesOf, parsed } from "./valid-environment";

class Settings {
  region = "eu-central-1";
}

const circular: Record<string, unknown> = { ...fullEnvironment() };
circular.tags = circular;
circular.identity = [circular];

const throwing = {
  get region() {
    throw new Error("REGION is not set");
  },
};
const revoked = Proxy.revocable({}, {});
revoked.revoke();

describe("input that is not an environment", () => {
  it.each<[string, unknown]>([
    ["undefined", undefined],
    ["null", null],
    ["a number", 1],
    ["a BigInt", 1n],
    ["a string", "environment"],
    ["a symbol", Symbol("environment")],
    ["an array", [fullEnvironment()]],
    ["a function", () => fullEnvironment()],
    ["a promise", Promise.resolve(fullEnvironment())],
    ["a map", new Map(Object.entries(fullEnvironment()))],
    ["a date", new Date(0)],
    ["an instance", new Settings()],
    ["an object without a prototype", Object.create(null)],
    ["a circular object", circular],
  ])("is rejected with a report: %s", (_, input) => {
    const result = parseEnvironment(input, "test");

    expect(result.ok).toBe(false);
    expect(formatIssues("file.ts", result.ok ? [] : result.issues)).toMatch(
      /^file\.ts: \d+ issues?\./,
    );
  });
});

describe("a strange value inside an environment", () => {
  it.each<[string, unknown]>([
    ["a date", new Date(0)],
    ["a map", new Map([["app", 1]])],
    ["an instance", new Settings()],
    ["a function with properties", Object.assign(() => 1, { type: "local" })],
    ["an array with holes", new Array(3)],
    ["an object without JSON", { toJSON: () => undefined }],
    ["an object whose toJSON returns a BigInt", { toJSON: () => 1n }],
    ["an object with a constructor of its own", { constructor: () => 1 }],
    ["a deep array", [[[[[[1]]]]]]],
  ])("is rejected with a report: %s", (_, value) => {
    for (const where of [
      "tags",
      "identity",
      "applications",
      "applications.app.services",
      "region",
    ]) {
      const issues = issuesOf(changed([where, value]));

      expect(issues.length).toBeGreaterThan(0);
      expect(formatIssues("file.ts", issues)).toContain("Fix:");
    }
  });
});

describe("an environment that cannot be read", () => {
  it.each([
    ["a throwing getter", throwing, "REGION is not set"],
    ["a throwing getter inside", { ...fullEnvironment(), tags: throwing }, "REGION is not set"],
    ["a revoked proxy", revoked.proxy, "proxy that has been revoked"],
    ["a revoked proxy inside", { ...fullEnvironment(), tags: revoked.proxy }, "revoked"],
  ])("is rejected with the reason: %s", (_, input, reason) => {
    const issues = issuesOf(input);

    expect(issues).toHaveLength(1);
    expect(issues[0]?.message).toMatch(/^cannot be read: /);
    expect(formatIssues("file.ts", issues)).toContain(reason);
  });
});

describe("an entry named __proto__", () => {
  it.each([
    ["tags", "x"],
    ["identity.resourceServers", { scopes: { read: "Read" } }],
    ["identity.groups", { precedence: 1 }],
    ["applications.app.services", {}],
    ["applications.app.services.web.environment", "x"],
    ["applications", {}],
  ])("is rejected rather than lost in %s", (where, value) => {
    const environment = changed();
    const parent = where
      .split(".")
      .reduce((each, key) => (each as Record<string, unknown>)[key], environment);
    Object.defineProperty(parent, "__proto__", { value, enumerable: true });

    expect(issuesOf(environment).map(({ path }) => formatPath(path))).toEqual([
      `${where}.__proto__`,
    ]);
  });
});

describe("the name of a property that every object has", () => {
  it("is accepted for an application, a service, a group and a resource server", () => {
    const applications = {
      constructor: {
        hostName: "app.example.com",
        hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
        services: { constructor: {} },
        routes: [
          {
            conditions: { paths: ["/x"] },
            access: { type: "login", scopes: ["openid", "toString/valueOf"] },
            target: { type: "service", service: "constructor" },
          },
        ],
      },
    };
    const environment = parsed(
      changed(
        ["applications", applications],
        ["identity.groups", { hasOwnProperty: { precedence: 1 } }],
        ["identity.messages.invitation.application", "constructor"],
        ["identity.resourceServers", { toString: { scopes: { valueOf: "x" } } }],
      ),
    );

    expect(Object.keys(environment.applications)).toEqual(["constructor"]);
    expect(Object.keys(Object.values(environment.applications)[0]?.services ?? {})).toEqual([
      "constructor",
    ]);
    expect(Object.keys(environment.identity.groups)).toEqual(["hasOwnProperty"]);
  });

  it("is not a service, scope or resource server unless it is declared", () => {
    const issues = issuesOf(
      changed(
        ["applications.app.defaultRoute.access.scopes", ["openid", "constructor/name"]],
        ["applications.app.routes[0].target.service", "toString"],
      ),
    );

    expect(issues.map(({ path }) => formatPath(path)).sort()).toEqual([
      "applications.app.defaultRoute.access.scopes[1]",
      "applications.app.routes[0].target.service",
    ]);
  });
});
