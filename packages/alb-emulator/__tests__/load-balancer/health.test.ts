import { createServer, type IncomingHttpHeaders } from "node:http";
import { matchesStatus } from "../../src/load-balancer/targets/health-matcher.ts";
import { TargetHealth } from "../../src/load-balancer/targets/target-health.ts";
import { runServer } from "../../src/model/run-server.ts";
import { forward, model, paths, rule } from "./support/model.ts";
import { setStage } from "./support/stage.ts";
import { waitUntil } from "./support/wait-until.ts";

const check = {
  enabled: true,
  path: "/healthz",
  intervalSeconds: 0.05,
  timeoutSeconds: 1,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
  matcher: "200",
};

/** A target whose health check returns `state.status`. */
async function startTarget(name: string) {
  const state = { status: 200, checks: [] as IncomingHttpHeaders[] };
  const server = createServer((request, response) => {
    if (request.url === "/healthz") {
      state.checks.push(request.headers);
      response.statusCode = state.status;
    }
    response.end(name);
  });
  const { port, close } = await runServer(server, { host: "127.0.0.1", port: 0 });
  return { state, url: new URL(`http://127.0.0.1:${port}`), close };
}

describe("target health", () => {
  it("routes to healthy targets only, and to all of them while none is healthy", async () => {
    const [one, two] = [await startTarget("one"), await startTarget("two")];
    const base = model([rule(1, [paths("/*")], forward)]);
    const stage = await setStage(
      {
        ...base,
        targetGroups: base.targetGroups.map((group) => ({ ...group, healthCheck: check })),
      },
      { resolveTarget: () => [one.url, two.url] },
    );
    const bodies = async () => {
      const responses = await Promise.all([1, 2, 3, 4].map(() => stage.browser.get("/")));
      return [...new Set(responses.map(({ body }) => body))].sort();
    };
    const become = (...states: string[]) =>
      waitUntil(() => {
        const current = stage.loadBalancer.targetHealth().map(({ state }) => state);
        return current.join() === states.join();
      });

    await become("healthy", "healthy");
    expect(await bodies()).toEqual(["one", "two"]);
    one.state.status = 500;
    await become("unhealthy", "healthy");
    expect(await bodies()).toEqual(["two"]);
    two.state.status = 503;
    await become("unhealthy", "unhealthy");
    expect(await bodies()).toEqual(["one", "two"]);
    one.state.status = 200;
    await become("healthy", "unhealthy");
    expect(await bodies()).toEqual(["one"]);

    await stage.close();
    await one.close();
    await two.close();
  });

  it("is checked with the target's address as Host, and without identity headers", async () => {
    const target = await startTarget("one");
    const base = model();
    const stage = await setStage(
      {
        ...base,
        targetGroups: base.targetGroups.map((group) => ({ ...group, healthCheck: check })),
      },
      { resolveTarget: () => target.url },
    );
    await waitUntil(() => target.state.checks.length > 0);
    const [headers] = target.state.checks;

    expect(headers).toEqual({
      host: target.url.host,
      "user-agent": "ELB-HealthChecker/2.0",
      connection: "close",
    });
    await stage.close();
    await target.close();
  });

  it("becomes healthy after one check at first, and after the thresholds later", () => {
    const health = new TargetHealth(check);
    const states = [true, false, false, false, true, true].map((isHealthy) => {
      health.add(isHealthy);
      return health.state;
    });
    expect(states).toEqual(["healthy", "healthy", "healthy", "unhealthy", "unhealthy", "healthy"]);
  });

  it.each([
    ["200", 200, true],
    ["200", 204, false],
    ["200,302", 302, true],
    ["200-399", 301, true],
    ["200-399", 400, false],
  ])("with matcher %s and status %i is healthy: %s", (matcher, status, expected) => {
    expect(matchesStatus(matcher, status)).toBe(expected);
  });
});
