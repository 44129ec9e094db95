import { routingOf } from "../../config/routing-of";
import { forwardedWithoutSignIn } from "../../constructs/access-log-table/queries/forwarded-without-sign-in";
import {
  fixed,
  forward,
  host,
  login,
  model,
  rule,
  targetGroupArn,
} from "../../packages/alb-emulator/__tests__/load-balancer/support/model";
import {
  type Stage,
  setStage,
} from "../../packages/alb-emulator/__tests__/load-balancer/support/stage";
import { planRoutes } from "../../routing/plan-routes";
import { openPriorities } from "../../stacks/access-log-table";
import { linesOf } from "../doctor/access-log/planted-failures";
import { checked, withApplication } from "../support/synth-environment";
import { QueryEngine } from "./support/query-engine";

const service = { type: "service", service: "web" } as const;
const environment = checked(
  withApplication({
    hostName: host,
    hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
    routes: [
      { conditions: { paths: ["/open"] }, access: { type: "public" }, target: service },
      { conditions: { paths: ["/tasks"] }, access: { type: "login" }, target: service },
      {
        conditions: { paths: ["/maybe"] },
        access: { type: "login", onUnauthenticatedRequest: "allow" },
        target: service,
      },
    ],
  }),
);
const { app: application } = environment.applications;
if (application === undefined) throw new Error("The environment has no application");
const plan = planRoutes(routingOf("app", application, environment.identity));

/** The emulator's rules of the plan; those of the paths in `opened` have lost their sign-in. */
function rulesOf(opened: readonly string[] = []) {
  return plan.rules.map(({ priority, conditions, login: planned }) => {
    const paths = conditions.paths ?? [];
    const asks = planned !== undefined && !paths.some((path) => opened.includes(path));
    return rule(
      priority,
      [{ field: "path-pattern", values: paths }],
      ...(asks
        ? [login({ onUnauthenticatedRequest: planned?.onUnauthenticatedRequest ?? "deny" })]
        : []),
      forward,
    );
  });
}

const priorityOf = (path: string) =>
  String(plan.rules.find(({ conditions }) => conditions.paths?.includes(path))?.priority);

describe(forwardedWithoutSignIn, () => {
  let engine: QueryEngine;
  let stage: Stage;

  beforeAll(async () => {
    engine = await QueryEngine.start();
  });
  afterAll(() => engine.close());
  afterEach(() => stage.close());

  /** Requests every path, and returns what the query of the plan finds in the log. */
  async function find(
    emulated: Parameters<typeof setStage>[0],
    query: Omit<Parameters<typeof forwardedWithoutSignIn>[0], "openPriorities"> = {},
    hosts: readonly string[] = [host],
  ) {
    stage = await setStage(emulated);
    for (const each of hosts) {
      for (const path of ["/open", "/tasks?q=secret", "/maybe", "/", "/signed-out", "/debug"]) {
        await stage.browser.get(path, { host: each });
      }
    }
    await engine.load(await linesOf(stage));
    const { sql } = forwardedWithoutSignIn({ openPriorities: openPriorities(plan), ...query });
    return engine.run(sql);
  }

  it("finds nothing where every rule is as planned", async () => {
    expect(openPriorities(plan)).toHaveLength(3);
    expect(await find(model(rulesOf()))).toEqual([]);
  });

  it("finds a rule whose sign-in was removed, without its query", async () => {
    expect(await find(model(rulesOf(["/tasks"])))).toMatchObject([
      {
        rule: priorityOf("/tasks"),
        host,
        method: "GET",
        url: `https://${host}:443/tasks`,
        requests: 1,
        clients: 1,
      },
    ]);
  });

  it("finds a rule that somebody added, and a default without sign-in", async () => {
    const added = rule(49_999, [{ field: "path-pattern", values: ["/debug"] }], forward);
    const opened = await find(
      model([...rulesOf(), added], { defaultRule: rule("default", [], forward) }),
    );

    expect(opened.map(({ rule: priority, url }) => [priority, url]).sort()).toEqual([
      ["0", `https://${host}:443/`],
      ["49999", `https://${host}:443/debug`],
    ]);
  });

  it("leaves other applications of a shared load balancer to their own query", async () => {
    const others = rule(49_000, [{ field: "host-header", values: ["b.example.com"] }], forward);
    const rules = [...rulesOf(["/tasks"]), others];
    const own = { hostNames: [host], firstPriority: 1, lastPriority: 48_999, targetGroupArns: [] };

    expect(await find(model(rules), { own, namePrefix: "a_" }, [host])).toMatchObject([
      { rule: priorityOf("/tasks") },
    ]);
    await stage.browser.get("/", { host: "b.example.com" });
    await engine.load(await linesOf(stage));
    const { name, sql } = forwardedWithoutSignIn({
      namePrefix: "b_",
      openPriorities: [],
      own: {
        hostNames: ["b.example.com"],
        firstPriority: 49_000,
        lastPriority: 49_999,
        targetGroupArns: [],
      },
    });

    expect(name).toBe("b_forwarded_without_sign_in");
    expect(await engine.run(sql)).toMatchObject([{ rule: "49000", host: "b.example.com" }]);
  });

  it("finds a rule of no application that forwards requests for any host to a container", async () => {
    const added = rule(30_000, [{ field: "path-pattern", values: ["/debug"] }], forward);
    const own = { hostNames: ["a.example.com"], firstPriority: 49_000, lastPriority: 49_999 };
    const targets = (...targetGroupArns: string[]) => ({ own: { ...own, targetGroupArns } });
    const shared = model([added], { defaultRule: rule("default", [], fixed) });
    const foreign = ["unknown.example.net"];

    expect(await find(shared, targets(targetGroupArn), foreign)).toMatchObject([
      { rule: "30000", host: "unknown.example.net", url: "https://unknown.example.net:443/debug" },
    ]);
    const { sql } = forwardedWithoutSignIn({
      openPriorities: [],
      ...targets(`${targetGroupArn}0`),
    });
    expect(await engine.run(sql)).toEqual([]);
  });
});
