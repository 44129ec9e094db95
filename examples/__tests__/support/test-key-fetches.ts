import { createTestLoadBalancer } from "alb-auth/testing";
import { type Command, type RunningExample, startExample } from "./running-example";

const unknownKid = "data token: unknown kid";

export function testKeyFetches(command: Command): void {
  describe("key fetches", () => {
    let running: RunningExample;

    beforeEach(async () => {
      running = await startExample(command);
    });
    afterEach(() => running?.stop());

    it("are shared by requests that come at once", async () => {
      const { program, loadBalancer, keys } = running;

      const responses = await Promise.all(
        Array.from({ length: 40 }, () => program.send({ headers: loadBalancer.signIn() })),
      );

      expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
      expect(keys.fetched).toHaveLength(2);
    });

    it("are none of the load balancer's keys without a valid access token", async () => {
      const stranger = await createTestLoadBalancer();
      const { program, keys } = running;

      const { status, code } = await program.rejection(stranger.signIn());
      await stranger.close();

      expect({ status, code }).toEqual({ status: 401, code: "ERR_ACCESS_KEY" });
      expect(keys.publicKeyFetches).toBe(0);
    });

    it("of one user who sends unknown key ids are limited, and others notice nothing", async () => {
      const { program, loadBalancer, keys } = running;
      const statuses: number[] = [];

      for (let count = 0; count < 30; count++) {
        const { headers } = loadBalancer.forgedRequest(unknownKid, { username: "mallory" });
        statuses.push((await program.send({ headers })).status);
      }
      const fetches = keys.publicKeyFetches;
      loadBalancer.rotateKey();
      const honest = await program.send({ headers: loadBalancer.signIn({ username: "ada" }) });

      expect(fetches).toBeLessThanOrEqual(10);
      expect(statuses.slice(0, fetches)).toEqual(Array(fetches).fill(401));
      expect(statuses.slice(fetches)).toEqual(Array(30 - fetches).fill(503));
      expect(honest.status).toBe(200);
    });

    it("of the JWKS happen once a second at most, whatever access tokens arrive", async () => {
      const { program, loadBalancer, keys } = running;
      await program.send({ headers: loadBalancer.signIn() });
      const startedAt = performance.now();

      const forged = Array.from({ length: 100 }, () =>
        loadBalancer.forgedRequest("access token: unknown kid"),
      );
      const responses = await Promise.all(forged.map((request) => program.send(request)));
      const seconds = (performance.now() - startedAt) / 1_000;

      expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([401]));
      expect(keys.fetched.filter((path) => path === "/jwks.json").length).toBeLessThanOrEqual(
        2 + seconds,
      );
    });
  });
}
