import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApplicationInput, EnvironmentInput } from "../../config/schema/environment";
import { compareRules } from "../../scripts/routes/compare-rules";
import {
  changesText,
  describeApplication,
  placeOnEdge,
} from "../../scripts/routes/describe-changes";
import { type ApplicationRules, nobody } from "../../scripts/routes/listener-rules";
import { readListenerRules } from "../../scripts/routes/read-listener-rules";
import { minimalApplication, synthComponent, testEnvironment } from "../support/synth-environment";

const { hostedZone } = minimalApplication;
const edge = { hostName: "edge.example.com", hostedZone };
const folder = mkdtempSync(join(tmpdir(), "edge-routes-"));
let count = 0;

afterAll(() => rmSync(folder, { recursive: true }));

/** The rules of a component, read as the program reads them. */
function rulesOf(component: string, input: EnvironmentInput): ApplicationRules {
  count += 1;
  const stacks = join(folder, String(count));
  mkdirSync(join(stacks, `test--${component}`), { recursive: true });
  writeFileSync(
    join(stacks, `test--${component}`, "cdk.tf.json"),
    synthComponent(input, component),
  );
  const [rules] = readListenerRules(stacks, "test", {});
  if (rules === undefined) throw new Error(`${component} has no rules`);
  return rules;
}

function behindEdge(slot: number, settings: Partial<ApplicationInput> = {}): EnvironmentInput {
  const loadBalancer = { type: "edge" as const, slot };
  return testEnvironment({
    edge,
    applications: {
      app: { ...minimalApplication, loadBalancer, ...settings },
      other: {
        hostName: "other.example.com",
        hostedZone,
        loadBalancer: { type: "edge", slot: 9 },
      },
    },
  });
}

const absent: ApplicationRules = { application: "app", hostNames: [], rules: [nobody] };
const publicRoute = (paths: string[], hosts?: string[]) => ({
  conditions: { paths, ...(hosts && { hosts }) },
  access: { type: "public" as const },
  target: { type: "fixed-response" as const, statusCode: 200 },
});

function compare(before: ApplicationRules, after: ApplicationRules) {
  const changes = compareRules(before, after);
  return describeApplication("test", "app", changes, placeOnEdge(before, after));
}

describe("an application behind the edge", () => {
  it("has its slot, its host names, and its own default as last rule", () => {
    const { slot, hostNames, rules } = rulesOf(
      "app",
      behindEdge(3, { additionalHostNames: ["www.example.com"] }),
    );

    expect({ slot, hostNames }).toEqual({
      slot: 3,
      hostNames: ["app.example.com", "www.example.com"],
    });
    expect(rules.at(-1)?.conditions).toEqual({ hosts: ["app.example.com", "www.example.com"] });
    expect(rules.at(-1)?.login).toBeDefined();
    expect(rules.every(({ priority = 0 }) => priority >= 3000 && priority < 4000)).toBe(true);
  });

  it("has host names without a certificate of its own too", () => {
    const arn =
      "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";
    const input = behindEdge(3, { certificate: { type: "existing", arn } });

    expect(rulesOf("app", input).hostNames).toEqual(["app.example.com"]);
  });

  it("changes nobody's access by another slot, which the summary names", () => {
    const compared = compare(rulesOf("app", behindEdge(1)), rulesOf("app", behindEdge(2)));

    expect(compared.changes).toEqual([]);
    expect(changesText("HEAD", [compared])).toContain(
      "test / app (slot 2 of the edge, slot 1 before, app.example.com): no change",
    );
  });

  it("finds a route that becomes public, with its host", () => {
    const after = rulesOf("app", behindEdge(1, { routes: [publicRoute(["/reports"])] }));
    const { changes } = compare(rulesOf("app", behindEdge(1)), after);

    expect(changes).toEqual([
      expect.objectContaining({
        becomesPublic: true,
        example: "GET https://app.example.com/reports",
        after: expect.stringContaining("host app.example.com"),
      }),
    ]);
  });

  it("finds the public routes of a host name that is new, and says what a removed one returns", () => {
    const one = rulesOf("app", behindEdge(1));
    const two = rulesOf("app", behindEdge(1, { additionalHostNames: ["www.example.com"] }));
    const added = compare(one, two).changes;
    const removed = compare(two, one).changes;

    expect(added.map(({ example, becomesPublic }) => [example, becomesPublic])).toEqual([
      ["GET https://www.example.com/logout", true],
      ["GET https://www.example.com/", false],
    ]);
    expect(removed.map(({ becomesPublic }) => becomesPublic)).toEqual([false, false]);
    expect(removed[0]?.effects).toEqual([
      "no longer reaches the application: its rules do not have this host name",
    ]);
  });

  it("is new with all its rules, and is removed with them", () => {
    const rules = rulesOf("app", behindEdge(1));
    const added = compare(absent, rules).changes;

    expect(added.map(({ becomesPublic }) => becomesPublic)).toEqual([true, false]);
    expect(added.every(({ example }) => example.includes("https://app.example.com/"))).toBe(true);
    expect(compare(rules, absent).changes.map(({ effects }) => effects)).toEqual([
      ["is removed with its application"],
      ["is removed with its application"],
    ]);
  });

  it("moves there from a load balancer of its own: other sessions, and nothing public", () => {
    const compared = compare(rulesOf("app", testEnvironment()), rulesOf("app", behindEdge(1)));

    expect(compared.changes.map(({ effects, becomesPublic }) => [becomesPublic, effects])).toEqual([
      [false, [expect.stringMatching(/^its session ends/)]],
    ]);
  });
});

it("the edge's own answer to unknown host names is public nowhere", () => {
  const { slot, rules } = rulesOf("edge", behindEdge(1));

  expect({ slot, rules: rules.map(({ target }) => target) }).toEqual({
    slot: undefined,
    rules: ["response 404"],
  });
});
