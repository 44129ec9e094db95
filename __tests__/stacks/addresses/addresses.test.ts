import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import { parse, testApp } from "../../support/synth";
import {
  minimalApplication,
  synthApplication,
  synthComponent,
  synthIdentity,
  testEnvironment,
  withApplication,
} from "../../support/synth-environment";
import { fixedImage } from "../../support/synth-service";
import {
  compareAddresses,
  type DeclaredAddresses,
  explainChanges,
  type Move,
} from "./compare-addresses";

/** Environment variable that records new addresses. Moved and vanished ones it leaves to a person. */
const updateVariable = "UPDATE_ADDRESSES";
const update = `${updateVariable}=1 npx jest __tests__/stacks/addresses`;

/** Every kind of resource that the project can create, and two of each that can be declared. */
const everyOption = withApplication(
  {
    additionalHostNames: ["wiki.example.com"],
    accessLogTable: {},
    network: { type: "new", availabilityZoneCount: 3, nat: "per-az", ipv6: true },
    services: {
      web: {
        ecsExec: true,
        untaggedImageExpiryDays: 30,
        taskRolePolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        egress: [
          { port: 5432, cidr: "10.1.0.0/16", description: "Postgres" },
          { port: 6379, securityGroupId: "sg-0a1b2c3d", description: "Redis" },
        ],
      },
      api: { image: fixedImage },
    },
    routes: [
      {
        conditions: { paths: ["/api/*"] },
        access: { type: "login", onUnauthenticatedRequest: "deny" },
        target: { type: "service", service: "api" },
      },
      {
        conditions: { paths: ["/legacy/*"] },
        access: { type: "login" },
        target: {
          type: "target-group",
          arn: "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/a/0123456789abcdef",
          egress: { port: 8080, cidr: "10.9.0.0/16" },
        },
      },
    ],
    defaultRoute: { target: { type: "service", service: "web" } },
    firewall: {
      blockedRanges: ["198.51.100.0/24", "2001:db8:bad::/48"],
      trustedRanges: ["203.0.113.7/32"],
    },
  },
  {
    identity: {
      domain: { prefix: "test-login" },
      firewall: {},
      resourceServers: {
        tasks: { scopes: { read: "Read tasks" } },
        "https://api.example.com": { scopes: { use: "Use the API" } },
      },
      groups: { admins: { precedence: 1 }, editors: { precedence: 2 } },
    },
  },
);

/** Two applications on an edge. */
const onEdge = testEnvironment({
  edge: { hostName: "edge.example.com", hostedZone: minimalApplication.hostedZone },
  applications: {
    app: { ...minimalApplication, loadBalancer: { type: "edge", slot: 1 } },
    wiki: {
      ...minimalApplication,
      hostName: "wiki.example.com",
      loadBalancer: { type: "edge", slot: 2 },
    },
  },
});

const stacks: [string, string][] = [
  ["shared-identity", synthIdentity(everyOption)],
  ["application-with-defaults", synthApplication(testEnvironment())],
  ["application-with-every-option", synthApplication(everyOption)],
  ["edge", synthComponent(onEdge, "edge")],
  ["application-on-edge", synthApplication(onEdge)],
];

function declaredAddresses(json: string): DeclaredAddresses {
  const { resource = {}, moved = [] } = parse(json);
  return {
    // A list of routes gets addresses of its own: rules are replaced, beside those in use.
    addresses: Object.entries(resource)
      .filter(([type]) => type !== "aws_lb_listener_rule")
      .flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`))
      .sort(),
    moves: moved,
  };
}

function recordedAddresses(file: string): string[] {
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}

// Whoever has applied a stack has these addresses in its state.
describe.each(stacks)("Terraform addresses of %s", (stack, json) => {
  it(`are those in ${stack}.txt`, () => {
    const file = join(__dirname, `${stack}.txt`);
    const declared = declaredAddresses(json);
    const changes = compareAddresses(recordedAddresses(file), declared);
    const recordable = changes.moved.length === 0 && changes.vanished.length === 0;
    if (recordable && process.env[updateVariable] === "1") {
      writeFileSync(file, `${declared.addresses.join("\n")}\n`);
      return;
    }

    const names = { stack, file: relative(process.cwd(), file), update };
    const explanation = explainChanges(changes, names);
    if (explanation !== "") throw new Error(explanation);
  });
});

describe("a moved block that a stack declares with addOverride", () => {
  it("is emitted as it is", () => {
    const move: Move = { from: "aws_vpc.old_01234567", to: "aws_vpc.new_89ABCDEF" };
    const stack = new TerraformStack(testApp(), "stack");
    stack.addOverride("moved", [move]);

    expect(parse(Testing.synth(stack)).moved).toEqual([move]);
  });
});
