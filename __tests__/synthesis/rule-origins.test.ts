import { createStacks } from "../../synthesis/create-stacks";
import { type RuleOrigin, ruleOrigins } from "../../synthesis/rule-origins";
import { testApp } from "../support/synth";
import { checked, minimalApplication, testEnvironment } from "../support/synth-environment";

const paths = (count: number) => Array.from({ length: count }, (_, index) => `/part-${index}/*`);

const target = { type: "fixed-response", statusCode: 204 } as const;

const environment = checked(
  testEnvironment({
    applications: {
      app: {
        ...minimalApplication,
        routes: [
          { conditions: { paths: ["/open/*"] }, access: { type: "public" }, target },
          // More values than one rule may have.
          { conditions: { paths: paths(7) }, access: { type: "public" }, target },
        ],
      },
      other: {
        ...minimalApplication,
        hostName: "other.example.com",
        network: { type: "new", cidr: "10.1.0.0/16" },
      },
    },
  }),
);

const asked: string[] = [];

const stacks = createStacks(testApp(), environment);
const origins = ruleOrigins(stacks, "environments/test.ts", (path) => {
  asked.push(path.join("."));
  return asked.length;
});
const names = (origin: Record<string, RuleOrigin>) => Object.values(origin).map(({ name }) => name);
const emitted = (index: number) => stacks[index]?.stack.toTerraform().resource ?? {};

describe(ruleOrigins, () => {
  it("names every rule of every application as the environment file does", () => {
    expect(Object.values(origins).map((entry) => names(entry).toSorted())).toEqual([
      ["defaultRoute", "routes[0]", "routes[1]", "routes[1]", "signOut"],
      ["defaultRoute", "signOut"],
    ]);
    expect(Object.values(origins.app ?? {})).toContainEqual({
      name: "routes[0]",
      file: "environments/test.ts",
      line: expect.any(Number),
    });
  });

  it("uses the addresses that are in the Terraform JSON", () => {
    const { aws_lb_listener_rule, aws_lb_listener } = emitted(1);
    const addresses = [
      ...Object.keys(aws_lb_listener_rule).map((name) => `aws_lb_listener_rule.${name}`),
      ...Object.entries<{ protocol: string }>(aws_lb_listener)
        .filter(([, { protocol }]) => protocol === "HTTPS")
        .map(([name]) => `aws_lb_listener.${name}`),
    ];

    expect(Object.keys(origins.app ?? {}).toSorted()).toEqual(addresses.toSorted());
  });

  it("looks lines up by the path in the environment file", () => {
    expect(asked).toEqual(
      expect.arrayContaining([
        "applications.app.routes.0",
        "applications.app.routes.1",
        "applications.app.signOut",
        "applications.app.defaultRoute",
        "applications.other.defaultRoute",
      ]),
    );
  });
});
