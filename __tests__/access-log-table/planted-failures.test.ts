import { request as httpRequest } from "node:http";
import {
  forward,
  host,
  model,
  paths,
  rule,
  targetGroupArn,
} from "../../packages/alb-emulator/__tests__/load-balancer/support/model";
import {
  type Stage,
  type StageOptions,
  setStage,
} from "../../packages/alb-emulator/__tests__/load-balancer/support/stage";
import { waitUntil } from "../../packages/alb-emulator/__tests__/load-balancer/support/wait-until";
import { parseLine } from "../../scripts/doctor/access-log/parse-line";
import {
  callBack,
  clock,
  linesOf,
  planted,
  plantedStage,
  secret,
} from "../doctor/access-log/planted-failures";
import { everyQuery, queryOf } from "./support/queries";
import { QueryEngine } from "./support/query-engine";

let engine: QueryEngine;
let stage: Stage;

beforeAll(async () => {
  engine = await QueryEngine.start();
});
afterAll(() => engine.close());

/** Runs a query on the lines that the emulator has written so far. */
async function find(name: string, from: Stage = stage) {
  await engine.load(await linesOf(from));
  return engine.run(queryOf(name));
}

/** The query that finds a failure by the doctor's finding, where it is none of a sign-in. */
const queryByFinding: Readonly<Record<string, readonly [query: string, column: string]>> = {
  "elb-400": ["failures_by_application", "invalid_requests"],
  "elb-401": ["failures_by_application", "rejected"],
  "elb-405": ["failures_by_application", "invalid_requests"],
  "elb-414": ["failures_by_application", "invalid_requests"],
  "elb-463": ["failures_by_application", "invalid_requests"],
  "elb-502": ["failures_by_application", "load_balancer_errors"],
};

/** A response of 404 that a rule gives is no failure. */
const failures = Object.entries(planted).filter(
  ([, { finding }]) => finding !== "elb-fixed-response",
);

describe("a failure in the emulator's log", () => {
  beforeEach(async () => {
    clock.nowMs = Date.now();
    stage = await plantedStage();
  });
  afterEach(() => stage.close());

  it.each(failures)("is found: %s", async (_, { finding, plant }) => {
    await plant(stage);
    const lines = await linesOf(stage);
    const entry = parseLine(String(lines.at(-1)));
    if ("problem" in entry) throw new Error(entry.problem);
    const [query, column] = queryByFinding[finding] ?? ["failed_sign_ins", "requests"];
    const rows = await find(query);

    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ [column]: 1 });
    if (query === "failed_sign_ins") {
      expect(rows[0]).toMatchObject({ reason: entry.value("error_reason"), status: entry.status });
    }
  });

  it("is found by who was rejected, with the status and without a secret", async () => {
    await stage.browser.get(`/api/tasks?token=${secret}`);
    await stage.browser.get(`/oauth2/idpresponse?code=${secret}`);
    const rows = await find("who_was_rejected");

    expect(rows).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          url: `https://${host}:443/oauth2/idpresponse`,
          status: 401,
          rejected_by: "load balancer",
          rule: "-1",
          reason: "AuthMissingStateParam",
        }),
        expect.objectContaining({
          client_ip: "127.0.0.1",
          method: "GET",
          url: `https://${host}:443/api/tasks`,
          rule: "2",
          reason: "-",
        }),
      ]),
    );
  });

  it("is found where the host is not served", async () => {
    await stage.browser.get("/", { host: "admin.example.net" });
    await stage.browser.get("/open");

    expect(await find("unknown_hosts")).toMatchObject([
      { host: "admin.example.net", requests: 1, a_client: "127.0.0.1" },
    ]);
    expect(await engine.run(queryOf("unknown_hosts", "shared"))).toMatchObject([
      { host: "admin.example.net", requests: 1 },
    ]);
  });

  it("is found in a format with more fields, and with fewer", async () => {
    await stage.browser.get("/open");
    const [line = ""] = await linesOf(stage);
    await engine.load([line]);
    expect(await engine.run(queryOf("format_has_changed"))).toEqual([]);

    await engine.load([line, `${line} "new field"`, line.split(" TID_")[0]?.slice(0, -8) ?? ""]);
    expect(await engine.run(queryOf("format_has_changed"))).toMatchObject([
      { difference: "fewer fields", lines: 1, example: "" },
      { difference: "more fields, or others", lines: 1, example: ' "new field"' },
    ]);
  });

  it("is nowhere after a sign-in that works", async () => {
    await callBack(stage);
    await stage.browser.get("/");
    await stage.browser.get("/open");
    await engine.load(await linesOf(stage));

    const rows = await Promise.all(
      everyQuery.map(async ({ name, sql }) => [name, (await engine.run(sql)).length]),
    );
    expect(Object.fromEntries(rows)).toEqual({
      failed_sign_ins: 0,
      who_was_rejected: 0,
      failures_by_application: 0,
      errors_by_target: 0,
      unknown_hosts: 0,
      format_has_changed: 0,
      forwarded_without_sign_in: 0,
      // These list what there is.
      slow_routes: 2,
      top_clients: 1,
    });
  });
});

describe("a failure of a target in the emulator's log", () => {
  const rules = [rule(1, [paths("/open", "/slow")], forward)];
  const start = async (target: StageOptions["target"]) => {
    stage = await setStage(model(rules), target && { target });
  };
  afterEach(() => stage.close());

  it("is found by the target that returned it", async () => {
    await start((_, response) => response.writeHead(500).end());
    await stage.browser.get("/open");

    expect(await find("errors_by_target")).toMatchObject([
      {
        target_group_arn: targetGroupArn,
        target_ip: "127.0.0.1",
        target_port: Number(stage.targetUrl.port),
        status: 500,
        status_by: "application",
        requests: 1,
      },
    ]);
    expect(await engine.run(queryOf("failures_by_application"))).toMatchObject([
      { host, application_errors: 1, load_balancer_errors: 0, percent_5xx: 100 },
    ]);
  });

  it("is found by the target that does not respond", async () => {
    await start(undefined);
    stage.server.closeAllConnections();
    stage.server.close();
    await stage.browser.get("/open");

    expect(await find("errors_by_target")).toMatchObject([
      { target_port: Number(stage.targetUrl.port), status: 502, status_by: "load balancer" },
    ]);
  });

  it("is found by its route where it is slow", async () => {
    await start((request, response) => {
      setTimeout(() => response.end(), request.url?.startsWith("/slow") ? 300 : 0);
    });
    await stage.browser.get("/open");
    await stage.browser.get("/slow?q=1");
    const rows = await find("slow_routes");

    expect(rows).toMatchObject([
      { host, rule: "1", method: "GET", first_path_part: "/slow", requests: 1 },
      { first_path_part: "/open" },
    ]);
    expect(rows[0]?.p99_seconds).toBeGreaterThan(0.29);
    expect(rows[1]?.p99_seconds).toBeLessThan(0.29);
  });

  it("is found by its host where the client did not wait", async () => {
    await start(() => undefined);
    const request = httpRequest({
      port: stage.loadBalancer.port,
      path: "/open",
      headers: { host: `${host}.localhost` },
    });
    request.on("error", () => undefined).end();
    setTimeout(() => request.destroy(), 200);
    await waitUntil(() => stage.lines.length > 0);

    expect(await find("failures_by_application")).toMatchObject([{ host, clients_gone: 1 }]);
  });

  it("is found by the address with the most requests", async () => {
    await start(undefined);
    for (const path of ["/open", "/open", "/slow"]) await stage.browser.get(path);

    expect(await find("top_clients")).toMatchObject([
      { client_ip: "127.0.0.1", requests: 3, rejected: 0, hosts: 1 },
    ]);
  });
});
