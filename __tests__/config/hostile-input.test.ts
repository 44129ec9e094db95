import { formatIssues, formatPath } from "../../config/issue";
import { parseEnvironment } from "../../config/parse-environment";
import { changed, fullEnvironment, issuesOf, parsed } from "./valid-environment";

class Settings {
  region = "eu-central-1";
}

const circular: Record<string, unknown> = { ...fullEnvironment() };
circular.tags = circular;
circular.identity = [circular];

describe("anything but an environment", () => {
  it.each<[string, unknown]>([
    ["undefined", undefined],
    ["null", null],
    ["a number", 1],
    ["a BigInt", 1n],
    ["a text", "environment"],
    ["a symbol", Symbol("environment")],
    ["a list", [fullEnvironment()]],
    ["a function", () => fullEnvironment()],
    ["a promise", Promise.resolve(fullEnvironment())],
    ["a map", new Map(Object.entries(fullEnvironment()))],
    ["a date", new Date(0)],
    ["an instance", new Settings()],
    ["an object without a prototype", Object.create(null)],
    ["a circular object", circular],
  ])("is rejected and can be told of: %s", (_, input) => {
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
    ["a list with holes", new Array(3)],
    ["an object of which JSON can make nothing", { toJSON: () => undefined }],
    ["an object that JSON stumbles over", { toJSON: () => 1n }],
    ["an object with a constructor of its own", { constructor: () => 1 }],
    ["a deep list", [[[[[[1]]]]]]],
  ])("is rejected and can be told of: %s", (_, value) => {
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

describe("an entry called __proto__", () => {
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

describe("a name that every JavaScript object knows", () => {
  it("is as good as any other for an application, a service, a group and a resource server", () => {
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
        ["identity.resourceServers", { toString: { scopes: { valueOf: "x" } } }],
      ),
    );

    expect(Object.keys(environment.applications)).toEqual(["constructor"]);
    expect(Object.keys(Object.values(environment.applications)[0]?.services ?? {})).toEqual([
      "constructor",
    ]);
    expect(Object.keys(environment.identity.groups)).toEqual(["hasOwnProperty"]);
  });

  it("is no service, scope or resource server while nobody declares it", () => {
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
