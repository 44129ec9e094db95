import { formatPath, type Path } from "../../config/fault";
import type { TextCheck } from "../../config/schema/check";
import { environmentSchema } from "../../config/schema/environment";
import { Kit } from "../../config/schema/kit";
import {
  applicationRows,
  cloudRows,
  environmentRows,
  identityRows,
  routeRows,
  serviceRows,
  stateRows,
} from "./schema-faults";
import {
  type Change,
  changed,
  fault,
  faultsOf,
  fullEnvironment,
  pathOf,
  refusesEach,
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

describe("an environment that writes out every field", () => {
  it.each([
    ["local", []],
    ["s3", [s3State]],
    ["cloud", [cloudState]],
  ])("is accepted with %s state", (_, changes) => {
    expect(faultsOf(changed(...changes))).toEqual([]);
  });
});

describe("a field that breaks one of its rules", () => {
  refusesEach(environmentRows);
  refusesEach(stateRows, s3State);
  refusesEach(cloudRows, cloudState);
  refusesEach(identityRows);
  refusesEach(applicationRows);
  refusesEach(serviceRows);
  refusesEach(routeRows);
});

/** Notes every rule that a text of the schema has to keep. */
class RecordingKit extends Kit {
  readonly rules = new Set<string>();

  override text(fallback: string, ...checks: TextCheck[]) {
    for (const { rule } of checks) this.rules.add(rule);
    return super.text(fallback, ...checks);
  }
}

it("has a row above for every rule of every text", () => {
  const kit = new RecordingKit("strict");
  environmentSchema(kit);
  const tables = [
    { before: [s3State], rows: stateRows },
    { before: [cloudState], rows: cloudRows },
    {
      before: [],
      rows: [environmentRows, identityRows, applicationRows, serviceRows, routeRows].flat(),
    },
  ];

  const told = new Set(
    tables.flatMap(({ before, rows }) =>
      rows.flatMap(([where, value]) =>
        faultsOf(changed(...before, [where, value])).map(({ rule }) => rule),
      ),
    ),
  );

  expect([...kit.rules].filter((rule) => !told.has(rule))).toEqual([]);
});

/** Every place of an environment, containers and leaves alike. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries = Object.entries(value).map(([key, each]): [string | number, unknown] => [
    Array.isArray(value) ? Number(key) : key,
    each,
  ]);
  return [path, ...entries.flatMap(([key, each]) => places(each, [...path, key]))];
}

const wrongValues: [string, unknown][] = [
  ["null", null],
  ["a BigInt", 5n],
  ["a symbol", Symbol("x")],
];

describe.each(wrongValues)("%s in the place of anything", (_, wrong) => {
  const all = [
    ...places(fullEnvironment()),
    ...places(s3State[1], ["state"]).slice(1),
    ...places(cloudState[1], ["state"]).slice(1),
  ].filter((path) => path.length > 0);

  it("is refused there, or in the fields below, and nowhere else", () => {
    for (const path of all) {
      const before =
        path[0] !== "state"
          ? []
          : [s3State, cloudState].filter(([, state]) =>
              Object.hasOwn(state as object, path[1] ?? ""),
            );
      const faults = faultsOf(changed(...before.slice(0, 1), [path, wrong]));

      expect(faults.length).toBeGreaterThan(0);
      for (const found of faults) {
        expect(formatPath(found.path)).toContain(formatPath(path));
      }
    }
  });
});

describe("a required field that is left out", () => {
  it.each([
    ["region", "it is a text", 'write it like "eu-central-1"'],
    ["identity", "it is an object", "add it"],
    ["identity.signInDomain", "it is an object", "add it"],
    ["identity.signInDomain.prefix", "it is a text", "write only the prefix"],
    ["identity.groups.admins.precedence", "it is a whole number", "choose a number from 0"],
    ["identity.resourceServers.tasks.scopes", "it is an object with a name", "add it"],
    ["applications", "it is an object with a name for every entry", "add it"],
    ["applications.app.hostName", "it is a text", "inside your hosted zone"],
    ["applications.app.hostedZone", "it is an object", "add it"],
    ["applications.app.hostedZone.id", "it is a text", "copy it from Route 53"],
    ["applications.app.routes[0].conditions", "it is an object", "add it"],
    ["applications.app.routes[0].access", "it is an object", "add it"],
    ["applications.app.routes[0].target", "it is an object", "add it"],
    ["applications.app.routes[0].target.service", "it is a text", "name one of"],
    ["applications.app.routes[3].target.statusCode", "it is a whole number", "2XX"],
    ["applications.app.routes[1].target.arn", "it is a text", "copy it from the EC2 console"],
    ["applications.notes.network.vpcId", "it is a text", "VPC console"],
    ["applications.notes.network.publicSubnetIds", "it is a list", "add it"],
  ])("is asked for: %s", (where, rule, fix) => {
    expect(faultsOf(changed([where, undefined]))).toEqual([fault(where, undefined, rule, fix)]);
  });
});

describe("a field that does not exist", () => {
  it.each([
    "regions",
    "identity.clientSecret",
    "applications.app.hostname",
    "applications.app.routes[0].condition",
    "applications.app.routes[0].conditions.path",
    "applications.app.routes[0].access.scope",
    "applications.app.routes[0].target.port",
    "applications.app.services.web.cpu",
  ])("is refused: %s", (where) => {
    expect(faultsOf(changed([where, "x"]))).toEqual([
      fault(where, "x", "is not a field that exists here", "docs/configuration.md"),
    ]);
  });
});

describe("what no environment can ask for, since there is no field for it", () => {
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
    expect(faultsOf(changed([where, value])).map(({ path }) => path)).toEqual([pathOf(where)]);
  });
});
