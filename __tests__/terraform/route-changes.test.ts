import type { Rule } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { EnvironmentInput } from "../../config/schema/environment";
import { seedApplication, seedEnvironment } from "../fixtures/seed";
import { meets } from "../support/load-balancer";
import { describeWithTerraform } from "./describe-with-tools";
import { withRoutes } from "./lifecycle-environment";
import type { AwsCall } from "./recorder";
import { decide, decideAll, describeRules } from "./rule-snapshots";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

type Route = NonNullable<EnvironmentInput["applications"][string]["routes"]>[number];

const noImage = { web_image: "none" };
const target = { type: "service", service: "web" } as const;
const open = (path: string): Route => ({
  conditions: { paths: [path] },
  access: { type: "public" },
  target,
});
const login = (path: string, ...scopes: string[]): Route => ({
  conditions: { paths: [path] },
  access: { type: "login", scopes: ["openid", ...scopes] },
  target,
});

const secret = login("/files/secret/*", "tasks/read");
const files = open("/files/*");
const news = login("/news/*", "email");
const more = open("/more/*");

const first = [secret, files];

const times = (operation: string, count: number): string[] => Array(count).fill(operation);
/** The new rules are created before the old ones are deleted; both lists begin with that of sign-out. */
const rewritten = (before: number, after: number) => [
  ...times("CreateRule", after + 1),
  ...times("DeleteRule", before + 1),
];

/** Lists of routes, each applied after the one before it, and the calls that this takes. */
const edits = {
  "an insertion": { routes: [news, secret, files], operations: rewritten(2, 3) },
  "a reordering": { routes: [files, more, news], operations: rewritten(3, 3) },
  "a removal": { routes: [files, news], operations: rewritten(3, 2) },
  "an edit of one route": {
    routes: [login("/files/*", "tasks/read"), news],
    operations: ["ModifyRule"],
  },
  "a removal of all routes": { routes: [], operations: rewritten(2, 0) },
  "routes again": { routes: [secret, files, more], operations: rewritten(0, 3) },
};

/** Lists of routes whose applies end early, one after the other. */
const interrupted = [
  { routes: [news, secret, files], calls: 1 },
  { routes: [news, secret, files], calls: 2 },
  // The last rule of the new list is created, and two of the old one are deleted.
  { routes: [news, secret, files], calls: 3 },
  { routes: [more, secret, files], calls: 3 },
  { routes: [secret, files], calls: 5 },
];

const paths = ["/files/secret/plan", "/files/logo", "/news/1", "/more/1", "/", "/logout"];

/** What a list of routes decides, as it is declared. */
function decisionsOf(routes: readonly Route[]): Record<string, string> {
  return Object.fromEntries(
    paths.map((path) => {
      const signOut = ["/logout", "/signed-out"].includes(path) ? open(path) : undefined;
      const request = { host: "", path, method: "", headers: [], query: [], sourceIp: "::1" };
      const route = signOut ?? routes.find(({ conditions }) => meets(conditions, request));
      if (route?.access.type === "public") return [path, "public"];
      return [path, (route?.access.scopes ?? ["openid"]).join(" ")];
    }),
  );
}

const changes = ["CreateRule", "DeleteRule", "ModifyRule", "SetRulePriorities"];

describeWithTerraform("changes of an application's routes with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let environment: EnvironmentInput;
  /** The rules in AWS after every call that changed one. */
  let snapshots: { operation: string; rules: Rule[] }[] = [];
  /** Number of such calls that AWS carries out before it denies them. */
  let allowedCalls = Number.POSITIVE_INFINITY;

  const application = () => bench.stack(seedApplication);

  const record = {
    denies: ({ operation }: AwsCall) => {
      if (!changes.includes(operation)) return false;
      allowedCalls -= 1;
      return allowedCalls < 0;
    },
    afterCall: async ({ operation }: AwsCall) => {
      if (!changes.includes(operation)) return;
      snapshots.push({ operation, rules: await describeRules(bench.aws) });
    },
  };

  function synthesize(routes: readonly Route[]): void {
    bench.synthesize(withRoutes(environment, () => [...routes]));
  }

  /** In every snapshot, each path is decided as one of the lists decides it. */
  function expectDecisionsOf(lists: readonly Record<string, string>[]): void {
    for (const { rules } of snapshots) {
      for (const path of paths) {
        expect(lists.map((decisions) => decisions[path])).toContain(decide(rules, path));
      }
    }
  }

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools(), record });
    environment = seedEnvironment({ hostedZoneId: bench.hostedZoneId });
    synthesize(first);
    await bench.stack("shared-identity").init();
    await application().init();
  });

  afterAll(() => bench?.close());

  step("the application applies, its rules in order of evaluation", async () => {
    expect(await bench.stack("shared-identity").apply()).toMatchObject({ errors: [] });
    expect(await application().apply(noImage)).toMatchObject({ exitCode: 0, errors: [] });

    expect(snapshots.map(({ operation, rules }) => [operation, rules.length])).toEqual([
      ["CreateRule", 2],
      ["CreateRule", 3],
      ["CreateRule", 4],
    ]);
  });

  for (const [name, { routes, operations }] of Object.entries(edits)) {
    step(
      `${name} decides every request by the old list or by the new one, throughout`,
      async () => {
        const before = decideAll(await describeRules(bench.aws), paths);
        snapshots = [];
        synthesize(routes);

        expect(await application().apply(noImage)).toMatchObject({ exitCode: 0, errors: [] });
        expect(snapshots.map(({ operation }) => operation)).toEqual(operations);
        expectDecisionsOf([before, decisionsOf(routes)]);
        expect(decideAll(await describeRules(bench.aws), paths)).toEqual(decisionsOf(routes));
        expect(await application().plan(noImage)).toMatchObject({ exitCode: 0, changes: [] });
      },
    );
  }

  for (const [index, { routes, calls }] of interrupted.entries()) {
    step(`an apply that AWS stops after ${calls} calls opens no path (${index + 1})`, async () => {
      snapshots = [];
      allowedCalls = calls;
      synthesize(routes);
      const stopped = await application().apply(noImage);
      allowedCalls = Number.POSITIVE_INFINITY;

      expect(stopped.exitCode).toBe(1);
      expect(stopped.errors.join()).toContain("Denied by the test");
      expect(snapshots).toHaveLength(calls);
      const lists = [edits["routes again"].routes, ...interrupted.map((each) => each.routes)];
      expectDecisionsOf(lists.slice(0, index + 2).map(decisionsOf));
    });
  }

  step("the next apply completes the change", async () => {
    const routes = interrupted.at(-1)?.routes ?? [];

    expect(await application().apply(noImage)).toMatchObject({ exitCode: 0, errors: [] });
    const rules = await describeRules(bench.aws);
    expect(rules).toHaveLength(routes.length + 2);
    expect(decideAll(rules, paths)).toEqual(decisionsOf(routes));
    expect(await application().plan(noImage)).toMatchObject({ exitCode: 0, changes: [] });
  });
});
