import {
  createTestLoadBalancer,
  type SignInOptions,
  type TestLoadBalancer,
} from "../../testing.ts";
import { acceptedRows, type RawHeaders, rejectedRows } from "./rows.ts";
import { type SubjectResponse, send } from "./send.ts";
import type { RunningSubject, Subject } from "./subject.ts";

/**
 * Declares the tests that every subject passes: the same valid and forged requests, sent over HTTP, and
 * which keys are fetched for them.
 */
export function describeConformance({ name, isInProcess, start }: Subject): void {
  describe(name, () => {
    let loadBalancer: TestLoadBalancer;
    let running: RunningSubject;
    const outcomes: string[] = [];
    let requests = 0;

    beforeAll(async () => {
      loadBalancer = await createTestLoadBalancer();
      running = await start({
        options: { ...loadBalancer.options, onOutcome: (outcome) => outcomes.push(outcome) },
        environment: { ...loadBalancer.environment, HOST: "127.0.0.1", PORT: "0" },
      });
    });

    afterAll(async () => {
      await running?.stop();
      await loadBalancer?.close();
    });

    /** Another user each time: programs limit how many unknown keys one user makes them fetch. */
    function newUser(user: SignInOptions = {}): SignInOptions {
      requests++;
      return { username: `user-${requests}`, ...user };
    }

    /** Sends a request, and says which keys were fetched for it. */
    async function exchange(
      write: (balancer: TestLoadBalancer, user: SignInOptions) => RawHeaders,
      user: SignInOptions,
    ): Promise<SubjectResponse & { readonly fetched: readonly string[] }> {
      const earlier = new Set(loadBalancer.keyRequests);
      // A new key each time: one that is cached would hide a fetch.
      loadBalancer.rotateKey();
      const before = loadBalancer.keyRequests.length;
      const response = await send(running.port, write(loadBalancer, user));
      const fetched = loadBalancer.keyRequests.slice(before);
      return {
        ...response,
        // A bad signature makes a careful program fetch that key again, after its response.
        fetched: fetched.filter((path) => path.endsWith("jwks.json") || !earlier.has(path)),
      };
    }

    it.each(acceptedRows)("accepts $name", async (row) => {
      const user = newUser(row.user);

      const { status, text } = await exchange(row.headers, user);

      expect(status).toBe(200);
      const { email = `${user.username}@example.com`, groups = [] } = user;
      expect(JSON.parse(text)).toEqual({
        subject: loadBalancer.signIn(user)["x-amzn-oidc-identity"],
        username: user.username,
        email,
        groups,
        scopes: user.scopes ?? ["openid", "email"],
      });
    });

    it("fetches the JWKS and each key once", async () => {
      const user = newUser();
      loadBalancer.rotateKey();
      const before = loadBalancer.keyRequests.length;

      const statuses = [];
      for (let count = 0; count < 3; count++) {
        const headers = Object.entries(loadBalancer.signIn(user)).flat();
        statuses.push((await send(running.port, headers)).status);
      }

      expect(statuses).toEqual([200, 200, 200]);
      expect(loadBalancer.keyRequests.slice(before)).toHaveLength(1);
      expect(loadBalancer.keyRequests.filter((path) => path.endsWith("jwks.json"))).toHaveLength(1);
    });

    it.each(rejectedRows)("rejects $name", async ({ code, isGivenAway, headers }) => {
      outcomes.length = 0;

      const response = await exchange(headers, newUser());

      // A server may reject headers that are too long before the program sees them (RFC 6585).
      const isTooLong = code.endsWith("_OVERSIZE") && response.status === 431;
      if (!isTooLong) expect(response.status).toBe(401);
      if (isInProcess && !isTooLong) expect(outcomes).toEqual([code]);
      if (isGivenAway) expect(response.fetched).toEqual([]);
      expect(response.text).not.toContain("user-");
    });

    it("tells a forger nothing about the reason", async () => {
      const bodies = new Set<string>();
      for (const forged of loadBalancer.forgedRequests(newUser())) {
        if (forged.code.endsWith("_OVERSIZE")) continue;
        const { text } = await send(running.port, Object.entries(forged.headers).flat());
        bodies.add(text);
      }

      expect([...bodies]).toHaveLength(1);
    });

    it("accepts known keys and returns 503 for new ones while the key endpoints are down", async () => {
      const known = newUser();
      await exchange((balancer, user) => Object.entries(balancer.signIn(user)).flat(), known);
      const headers = Object.entries(loadBalancer.signIn(known)).flat();
      await loadBalancer.close();
      loadBalancer.rotateKey();

      expect((await send(running.port, headers)).status).toBe(200);
      const unknown = Object.entries(loadBalancer.signIn(newUser())).flat();
      expect(await send(running.port, unknown)).toMatchObject({
        status: 503,
        headers: { "retry-after": expect.stringMatching(/^\d+$/) },
      });
    });
  });
}
