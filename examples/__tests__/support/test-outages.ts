import { setTimeout as sleep } from "node:timers/promises";
import type { KeyResponse } from "./key-proxy";
import { type Command, type RunningExample, startExample } from "./running-example";

/** No response may take longer than a key fetch and some load on the machine. */
const maxResponseMs = 15_000;

export function testOutages(command: Command): void {
  describe("while keys cannot be fetched", () => {
    let running: RunningExample;
    afterEach(() => running?.stop());

    const outages: readonly KeyResponse[] = [
      ...([503, 429, 403] as const),
      ...(["hang", "redirect", "endless"] as const),
    ];

    it.each(outages)("requests get 503, not 401: load balancer's keys, %s", async (outage) => {
      running = await startExample(command);
      const { program, keys, loadBalancer } = running;
      keys.publicKeys = outage;
      const startedAt = performance.now();

      const { status, headers, code, text } = await program.rejection(loadBalancer.signIn());

      expect({ status, code }).toEqual({ status: 503, code: "ERR_KEYS_UNAVAILABLE" });
      expect(text.trim()).toBe('{"error":"Service Unavailable"}');
      expect(headers["retry-after"]).toBe("2");
      expect(performance.now() - startedAt).toBeLessThan(maxResponseMs);
    });

    it.each([...outages, 404 as const])("requests get 503, not 401: JWKS, %s", async (outage) => {
      running = await startExample(command);
      running.keys.jwks = outage;

      const { status, code } = await running.program.rejection(running.loadBalancer.signIn());

      expect({ status, code }).toEqual({ status: 503, code: "ERR_JWKS_UNAVAILABLE" });
    });

    it("nobody floods the source, and service resumes when it is back", async () => {
      running = await startExample(command, { keys: 503 });
      const { program, keys, loadBalancer } = running;
      const sendValid = () => program.send({ headers: loadBalancer.signIn() });
      const startedAt = performance.now();

      const during = await Promise.all(Array.from({ length: 50 }, sendValid));
      const seconds = (performance.now() - startedAt) / 1_000;
      const fetches = keys.fetched.length;
      keys.jwks = "pass";
      keys.publicKeys = "pass";

      expect(new Set(during.map(({ status }) => status))).toEqual(new Set([503]));
      expect(fetches).toBeLessThanOrEqual(1 + seconds);
      await untilStatus(200, sendValid);
    });

    it("an outage uses up nobody's lookups", async () => {
      running = await startExample(command);
      const { program, keys, loadBalancer } = running;
      const sendValid = () => program.send({ headers: loadBalancer.signIn() });
      keys.publicKeys = 503;
      while (keys.publicKeyFetches < 12) {
        expect((await sendValid()).status).toBe(503);
        await sleep(50);
      }
      keys.publicKeys = "pass";

      await untilStatus(200, sendValid);
    });

    it("the program is ready once it had the JWKS, and stays so", async () => {
      running = await startExample(command, { keys: 503 });
      const { program, keys } = running;
      const ready = () => program.send({ path: "/readyz" });

      expect((await ready()).status).toBe(503);
      keys.jwks = "pass";
      await untilStatus(200, ready);
      keys.jwks = 503;

      expect((await ready()).status).toBe(200);
    });

    it("the keys in memory stay in use", async () => {
      running = await startExample(command);
      const { program, keys, loadBalancer } = running;
      await program.send({ headers: loadBalancer.signIn() });
      keys.jwks = "hang";
      keys.publicKeys = "hang";

      expect((await program.send({ headers: loadBalancer.signIn() })).status).toBe(200);
    });
  });
}

/** Asks again until the status is as expected. Jest's timeout bounds it. */
async function untilStatus(
  expected: number,
  ask: () => Promise<{ readonly status: number }>,
): Promise<void> {
  while ((await ask()).status !== expected) await sleep(50);
}
