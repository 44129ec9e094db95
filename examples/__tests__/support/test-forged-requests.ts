import { rejectedRows } from "../../../packages/alb-auth/__tests__/conformance/rows";
import { type Command, type RunningExample, startExample } from "./running-example";

/** @param codes of forged requests that the program rejects with another code than alb-auth */
export function testForgedRequests(
  command: Command,
  codes: Readonly<Record<string, string>>,
): void {
  describe("a forged request", () => {
    let running: RunningExample;

    beforeAll(async () => {
      running = await startExample(command);
    });
    afterAll(() => running?.stop());

    it.each(rejectedRows)("is logged with the code of alb-auth: $name", async (row) => {
      const headers = row.headers(running.loadBalancer, { username: row.name });

      const { status, code } = await running.program.rejection(headers);

      expect({ status, code }).toEqual({ status: 401, code: codes[row.name] ?? row.code });
    });

    it("does not say in the response what is wrong with it", async () => {
      const { headers, text } = await running.program.send(
        running.loadBalancer.forgedRequest("data token: other signer"),
      );

      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "www-authenticate": 'Bearer error="invalid_token"',
      });
      expect(text.trim()).toBe('{"error":"Unauthorized"}');
    });

    it("costs no key fetch if it gives itself away, also before any key is known", async () => {
      const { program, loadBalancer, keys, stop } = await startExample(command);
      const givenAway = rejectedRows.filter((row) => row.isGivenAway);

      const statuses = [];
      for (const row of givenAway) {
        statuses.push((await program.send({ headers: row.headers(loadBalancer, {}) })).status);
      }
      await stop();

      expect(givenAway.length).toBeGreaterThan(50);
      expect(new Set(statuses)).toEqual(new Set([401]));
      expect(keys.fetched).toEqual([]);
    });
  });
}
