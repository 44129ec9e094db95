import {
  type AccessInput,
  type ApplicationInput,
  type ConditionsInput,
  defineEnvironment,
  type EnvironmentInput,
  type IdentityInput,
  type NetworkInput,
  type RouteInput,
  type ServiceInput,
  type TargetInput,
} from "../../config/define-environment";
import { checked } from "../support/synth-environment";

// npm run types compiles this file: that it does is the test of the types.
const asConst = {
  identity: { domain: { prefix: "shared-login" }, groups: { admins: { precedence: 1 } } },
  service: {
    secrets: { TOKEN: "arn:aws:ssm:eu-central-1:111122223333:parameter/token" },
    egress: [{ port: 5432, cidr: "10.0.0.0/8", description: "Postgres" }],
    writablePaths: ["/tmp", "/cache"],
  },
  route: {
    conditions: { paths: ["/assets/*"], query: [{ values: ["v=1"] }] },
    access: { type: "public" },
    target: { type: "service", service: "web" },
  },
  hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
} as const;

const conditions: ConditionsInput = { paths: ["/assets/*"], query: [{ values: ["v=1"] }] };
const access: AccessInput = { type: "public" };
const target: TargetInput = { type: "service", service: "web" };
const route: RouteInput = { conditions, access, target };
const service: ServiceInput = {
  secrets: { TOKEN: "arn:aws:ssm:eu-central-1:111122223333:parameter/token" },
  egress: [{ port: 5432, cidr: "10.0.0.0/8", description: "Postgres" }],
  writablePaths: ["/tmp", "/cache"],
};
const identity: IdentityInput = {
  domain: { prefix: "shared-login" },
  groups: { admins: { precedence: 1 } },
};
const network = (second: number): NetworkInput => ({ type: "new", cidr: `10.${second}.0.0/16` });

const typed = { identity, service, route, hostedZone: asConst.hostedZone };

function environmentOf(parts: typeof asConst | typeof typed): EnvironmentInput {
  const application = (name: string, second: number): ApplicationInput => ({
    hostName: `${name}.example.com`,
    hostedZone: parts.hostedZone,
    network: network(second),
    services: { web: parts.service },
    routes: [parts.route],
  });
  return defineEnvironment({
    region: "eu-central-1",
    identity: parts.identity,
    applications: { one: application("one", 0), two: application("two", 1) },
  });
}

describe("parts that two applications share", () => {
  it.each([
    ["constants declared as const", asConst],
    ["constants with exported types", typed],
  ])("are accepted as %s", (_, parts) => {
    const { applications } = checked(environmentOf(parts));

    expect(applications.one?.services).toEqual(applications.two?.services);
    expect(applications.one?.routes).toEqual(applications.two?.routes);
    expect(applications.two?.routes[0]?.conditions.paths).toEqual(["/assets/*"]);
  });

  it("are accepted frozen, and stay as they are", () => {
    const frozen = structuredClone(asConst);
    const freeze = (value: object): void => {
      for (const each of Object.values(Object.freeze(value))) {
        if (typeof each === "object") freeze(each);
      }
    };
    freeze(frozen);

    expect(() => checked(environmentOf(frozen))).not.toThrow();
    expect(frozen).toEqual(asConst);
  });

  it("do not compile with a value that does not exist, or a field that is changed", () => {
    // @ts-expect-error: there is no such access
    const wrong: AccessInput = { type: "open" };
    // @ts-expect-error: the input is only read
    const change = (input: ApplicationInput) => input.routes?.push(route);

    expect([wrong.type, typeof change]).toEqual(["open", "function"]);
  });
});
