import { type Command, type RunningExample, startExample } from "./running-example";

const pool = "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_ExAmPlE01";

export function testValidRequests(command: Command): void {
  describe("a valid request", () => {
    let running: RunningExample;

    beforeAll(async () => {
      running = await startExample(command);
    });
    afterAll(() => running?.stop());

    it("is accepted, and the program knows the user", async () => {
      const { loadBalancer, program } = running;
      const user = { username: "ada", groups: ["staff"], scopes: ["openid", "tasks/read"] };

      const { status, headers, text } = await program.send({ headers: loadBalancer.signIn(user) });

      expect(JSON.parse(text)).toEqual({
        subject: loadBalancer.signIn(user)["x-amzn-oidc-identity"],
        username: "ada",
        email: "ada@example.com",
        groups: ["staff"],
        scopes: ["openid", "tasks/read"],
      });
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "content-type": expect.stringMatching(/^application\/json/),
      });
    });

    it("is accepted with as many headers as a load balancer sends", async () => {
      const shard = "a".repeat(4_000);
      const cookies = [0, 1, 2, 3].flatMap((index) => [
        ...["Cookie", `AWSELBAuthSessionCookie-${index}=${shard}`],
        ...["Cookie", `admin-${index}=${shard}`],
      ]);
      const headers = Object.entries(running.loadBalancer.signIn()).flat();

      const { status } = await running.program.send({ headers: [...headers, ...cookies] });

      expect(status).toBe(200);
    });

    it("is accepted once the load balancer signs with a new key", async () => {
      const { loadBalancer, program, keys } = running;
      const fetches = keys.publicKeyFetches;
      const old = loadBalancer.signIn();
      loadBalancer.rotateKey();

      const statuses = [
        await program.send({ headers: loadBalancer.signIn() }),
        await program.send({ headers: loadBalancer.signIn() }),
        await program.send({ headers: old }),
      ].map(({ status }) => status);

      expect(statuses).toEqual([200, 200, 200]);
      expect(keys.publicKeyFetches).toBe(fetches + 1);
    });
  });

  describe("both issuers of one pool", () => {
    it.each([
      ["the original", `https://${pool}`, "the updated", `https://issuer-${pool}`],
      ["the updated", `https://issuer-${pool}`, "the original", `https://${pool}`],
    ])("are accepted: configured %s, signed by %4$s", async (_name, configured, _other, issuer) => {
      const { program, loadBalancer, stop } = await startExample(command, {
        issuer,
        variables: { COGNITO_ISSUER: configured },
      });

      const { status } = await program.send({ headers: loadBalancer.signIn() });
      await stop();

      expect(status).toBe(200);
    });

    it.each([
      "https://other-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_ExAmPlE01",
      "https://cognito-idp.eu-central-1.amazonaws.com.evil.example/eu-central-1_ExAmPlE01",
      "https://issuer-issuer-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_ExAmPlE01",
      "https://issuer-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_0ther",
    ])("do not make %s a third one", async (issuer) => {
      const { program, loadBalancer, keys, stop } = await startExample(command, {
        issuer,
        variables: { COGNITO_ISSUER: `https://${pool}` },
      });

      const { status, code } = await program.rejection(loadBalancer.signIn());
      await stop();

      expect({ status, code }).toEqual({ status: 401, code: "ERR_DATA_ISSUER" });
      expect(keys.fetched).toEqual([]);
    });
  });
}
