import { forgedRequestNames } from "alb-auth/testing";
import { type Command, type RunningExample, startExample } from "./running-example";

const headerNames = [
  "x-amzn-oidc-data",
  "x-amzn-oidc-accesstoken",
  "x-amzn-oidc-identity",
] as const;

export function testForgedRequests(command: Command): void {
  describe("a forged request", () => {
    let running: RunningExample;

    beforeAll(async () => {
      running = await startExample(command);
    });
    afterAll(() => running?.stop());

    it.each(forgedRequestNames)("is rejected with the code of alb-auth: %s", async (name) => {
      const { loadBalancer, program, keys } = running;
      const { headers, code, isGivenAway } = loadBalancer.forgedRequest(name);
      const fetches = keys.fetched.length;

      const rejection = await program.rejection(headers);

      expect(rejection).toMatchObject({ status: 401, code });
      if (isGivenAway) expect(keys.fetched.slice(fetches)).toEqual([]);
    });

    it.each(headerNames)("is rejected with two values of %s", async (name) => {
      const headers = running.loadBalancer.signIn();

      const rejection = await running.program.rejection([
        ...Object.entries(headers).flat(),
        ...[name, headers[name]],
      ]);

      expect(rejection).toMatchObject({ status: 401, code: "ERR_HEADER_REPEATED" });
    });

    it("gets the same response whatever is wrong with it", async () => {
      const { loadBalancer, program } = running;
      const names = ["no header", "data token: other signer", "access token: expired"];

      const responses = [];
      for (const name of names) {
        const { headers, text } = await program.send(loadBalancer.forgedRequest(name));
        const { date: _, ...others } = headers;
        responses.push({ headers: others, text });
      }

      expect(responses[0]).toMatchObject({
        headers: {
          "cache-control": "no-store",
          "www-authenticate": 'Bearer error="invalid_token"',
        },
        text: expect.stringMatching(/^\{"error":"Unauthorized"\}\s*$/),
      });
      expect(responses[1]).toEqual(responses[0]);
      expect(responses[2]).toEqual(responses[0]);
    });

    it("is rejected before a valid one has made the program fetch any key", async () => {
      const { program, loadBalancer, keys, stop } = await startExample(command);
      const givenAway = loadBalancer.forgedRequests().filter((request) => request.isGivenAway);

      const statuses = [];
      for (const { headers } of givenAway) statuses.push((await program.send({ headers })).status);
      await stop();

      expect(givenAway.length).toBeGreaterThan(40);
      expect(new Set(statuses)).toEqual(new Set([401]));
      expect(keys.fetched).toEqual([]);
    });
  });
}
