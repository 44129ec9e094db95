import { createServer } from "node:http";
import { networkInterfaces } from "node:os";
import { checkHealth } from "../../src/load-balancer/targets/target-health.ts";
import { runServer } from "../../src/model/run-server.ts";
import { openStages } from "./support/open-stages.ts";

const stageOf = openStages();

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === "::1"),
);
if (!hasIpv6) console.warn("Skipped: this machine has no IPv6 loopback address, ::1.");

(hasIpv6 ? it : it.skip)(
  "a target that listens on ::1 gets requests and health checks",
  async () => {
    const server = createServer((request, response) => response.end(request.url));
    const { port, close } = await runServer(server, { host: "::1", port: 0 });
    const url = new URL(`http://[::1]:${port}`);
    try {
      const stage = await stageOf({ resolveTarget: () => url });

      expect(await stage.browser.get("/path?query=1")).toMatchObject({
        status: 200,
        body: "/path?query=1",
      });
      expect(
        await checkHealth(url, {
          enabled: true,
          path: "/healthz",
          intervalSeconds: 1,
          timeoutSeconds: 5,
          healthyThreshold: 1,
          unhealthyThreshold: 1,
          matcher: "200",
        }),
      ).toBe(true);
    } finally {
      await close();
    }
  },
);
