import { formatPath } from "../../config/issue";
import { existingRows } from "./existing-issues";
import { machineRows } from "./machine-issues";
import { monitoringRows } from "./monitoring-issues";
import {
  applicationRows,
  cloudRows,
  environmentRows,
  identityRows,
  routeRows,
  serviceRows,
  stateRows,
} from "./schema-issues";
import {
  type Change,
  changed,
  fullEnvironment,
  issue,
  issuesOf,
  pathOf,
  pathsIn,
  rejectsEach,
} from "./valid-environment";

const s3State: Change = [
  "state",
  {
    type: "s3",
    bucket: "terraform-state",
    region: "eu-west-1",
    keyPrefix: "team",
    kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:alias/state",
  },
];
const cloudState: Change = [
  "state",
  { type: "cloud", organization: "acme", project: "Web", hostname: "terraform.example.com" },
];

const machines: Change[] = [
  ["identity.machineClients", { import: { scopes: ["tasks/read"], accessTokenMinutes: 30 } }],
  [
    "applications.app.routes[4]",
    {
      conditions: { paths: ["/mcp", "/mcp/*"] },
      access: { type: "token", scopes: ["tasks/read"], clients: ["import"], resourcePath: "/mcp" },
      target: { type: "service", service: "web" },
    },
  ],
];

describe("an environment that writes out every field", () => {
  it.each([
    ["local", machines],
    ["s3", [s3State]],
    ["cloud", [cloudState]],
  ])("is accepted with %s state", (_, changes) => {
    expect(issuesOf(changed(...changes))).toEqual([]);
  });
});

describe("a field that fails one of its checks", () => {
  rejectsEach(environmentRows);
  rejectsEach(stateRows, s3State);
  rejectsEach(cloudRows, cloudState);
  rejectsEach(identityRows);
  rejectsEach(machineRows, ...machines);
  rejectsEach(applicationRows);
  rejectsEach(existingRows);
  rejectsEach(serviceRows);
  rejectsEach(monitoringRows);
  rejectsEach(routeRows);
});

const wrongValues: [string, unknown][] = [
  ["null", null],
  ["a BigInt", 5n],
  ["a symbol", Symbol("x")],
];

describe.each(wrongValues)("%s in place of any value", (_, wrong) => {
  const all = [
    ...pathsIn(fullEnvironment()),
    ...pathsIn(s3State[1], ["state"]),
    ...pathsIn(cloudState[1], ["state"]),
  ];

  it("is rejected at its path or below, and nowhere else", () => {
    for (const path of all) {
      const before =
        path[0] !== "state"
          ? []
          : [s3State, cloudState].filter(([, state]) =>
              Object.hasOwn(state as object, path[1] ?? ""),
            );
      const issues = issuesOf(changed(...before.slice(0, 1), [path, wrong]));

      expect(issues.length).toBeGreaterThan(0);
      for (const found of issues) {
        expect(formatPath(found.path)).toContain(formatPath(path));
      }
    }
  });
});

describe("an array instead of named entries", () => {
  it.each([
    ["tags", ["x"]],
    ["identity.groups", [{ precedence: 1 }]],
    ["applications.app.services", ["web"]],
    ["applications", ["app"]],
  ])("is one issue: %s", (where, value) => {
    expect(issuesOf(changed([where, value]))).toEqual([
      issue(
        where,
        value,
        "must be an object with one entry per name",
        "write it like { <name>: … }",
      ),
    ]);
  });
});

describe("a required field that is missing", () => {
  it.each([
    ["region", "is required: expected a string", 'write it like "eu-central-1"'],
    ["identity", "expected an object", "add it"],
    ["identity.domain", "expected an object", "add it"],
    ["identity.groups.admins.precedence", "expected an integer", "write a number from 0"],
    ["identity.resourceServers.tasks.scopes", "expected an object with one entry", "add it"],
    ["applications", "expected an object with one entry per name", "add it"],
    ["applications.app.hostName", "expected a string", "in your hosted zone"],
    ["applications.app.hostedZone", "expected an object", "add it"],
    ["applications.app.hostedZone.id", "expected a string", "copy it from Route 53"],
    ["applications.app.routes[0].conditions", "expected an object", "add it"],
    ["applications.app.routes[0].access", "expected an object", "add it"],
    [
      "applications.app.routes[0].access.type",
      'one of "login", "public", "token"',
      "choose one of them",
    ],
    ["applications.app.routes[0].target", "expected an object", "add it"],
    ["applications.app.routes[0].target.service", "expected a string", "one of the application"],
    ["applications.app.routes[3].target.statusCode", "expected an integer", "2XX"],
    ["applications.app.routes[1].target.arn", "expected a string", "from the EC2 console"],
    ["applications.notes.network.vpcId", "expected a string", "VPC console"],
    ["applications.notes.network.privateSubnetIds", "expected an array", "add it"],
    ["applications.notes.cluster.name", "expected a string", "ECS console"],
  ])("is an issue: %s", (where, message, fix) => {
    expect(issuesOf(changed([where, undefined]))).toEqual([issue(where, undefined, message, fix)]);
  });
});

describe("an unknown field", () => {
  it.each([
    ["regions", 'did you mean "region"?'],
    ["identity.clientSecret", "remove it, or use one of: type, domain, poolName, signUp, "],
    ["applications.app.hostname", 'did you mean "hostName"?'],
    ["applications.app.routes[0].condition", 'did you mean "conditions"?'],
    ["applications.app.routes[0].conditions.path", 'did you mean "paths"?'],
    ["applications.app.routes[0].access.scope", 'did you mean "scopes"?'],
    ["applications.app.routes[0].target.port", "remove it, or use one of: type, service"],
    ["applications.app.services.web.cpuUnit", 'did you mean "cpuUnits"?'],
  ])("is rejected: %s", (where, fix) => {
    expect(issuesOf(changed([where, "x"]))).toEqual([
      issue(where, "x", "is not a field of this object", fix),
    ]);
  });
});

describe("what no environment can configure", () => {
  it.each([
    ["plain HTTP", "applications.app.protocol", "HTTP"],
    ["a client without a secret", "applications.app.generateSecret", false],
    ["a user pool in another region", "identity.region", "us-east-1"],
    ["a user pool of another account", "identity.userPoolArn", "arn:aws:cognito-idp:x"],
    [
      "a session cookie name of its own",
      "applications.app.routes[0].access.sessionCookieName",
      "x",
    ],
    ["a listener rule priority", "applications.app.routes[0].priority", 1],
  ])("%s", (_, where, value) => {
    expect(issuesOf(changed([where, value])).map(({ path }) => path)).toEqual([pathOf(where)]);
  });
});
