import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { matchesStatus } from "../../src/load-balancer/targets/health-matcher.ts";
import { TargetHealth } from "../../src/load-balancer/targets/target-health.ts";
import { forward, model, paths, rule } from "./support/model.ts";
import { setStage } from "./support/stage.ts";

const check = {
  enabled: true,
  path: "/healthz",
  intervalSeconds: 0.05,
  timeoutSeconds: 1,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
  matcher: "200",
};

/** A target that is as healthy as it is told to be. */
async function startTarget(name: string) {
  const state = { status: 200, checks: [] as IncomingHttpHeaders[] };
  const server = createServer((request, response) => {
    if (request.url === "/healthz") {
      state.checks.push(request.headers);
      response.statusCode = state.status;
    }
    response.end(name);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return { state, url, close: () => new Promise((resolve) => server.close(resolve)) };
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
    const answers = async () => {
      const bodies = await Promise.all([1, 2, 3, 4].map(() => stage.browser.get("/")));
      return [...new Set(bodies.map(({ body }) => body))].sort();
    };
    const become = async (...states: string[]) => {
      for (let tries = 0; tries < 200; tries++) {
        const now = stage.loadBalancer.targetHealth().map(({ state }) => state);
        if (now.join() === states.join()) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`never became ${states}`);
    };

    await become("healthy", "healthy");
    expect(await answers()).toEqual(["one", "two"]);
    one.state.status = 500;
    await become("unhealthy", "healthy");
    expect(await answers()).toEqual(["two"]);
    two.state.status = 503;
    await become("unhealthy", "unhealthy");
    expect(await answers()).toEqual(["one", "two"]);
    one.state.status = 200;
    await become("healthy", "unhealthy");
    expect(await answers()).toEqual(["one"]);

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
    while (target.state.checks.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
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
    const states = [true, false, false, false, true, true].map((good) => {
      health.add(good);
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
