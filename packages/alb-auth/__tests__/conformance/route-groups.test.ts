import { createTestLoadBalancer, type TestLoadBalancer } from "../../testing.ts";
import { send } from "./send.ts";
import type { RunningSubject } from "./subject.ts";
import { subjects } from "./subjects.ts";

/** Other ways to write `/`, which the load balancer does not match with the route of `/`. */
const spellings = ["//", "/.", "/x/..", "/%2F", "/%2e", "/;x", "/x/%2E%2E/", "/\\"];

describe.each(subjects)("the groups of routes: $name", ({ start }) => {
  let loadBalancer: TestLoadBalancer;
  let running: RunningSubject;
  const outcomes: string[] = [];

  beforeAll(async () => {
    loadBalancer = await createTestLoadBalancer({
      routeGroups: {
        hosts: ["app.example.com"],
        routes: [{ paths: ["/"], groups: ["staff", "it"] }],
      },
    });
    running = await start({
      options: { ...loadBalancer.options, onOutcome: (outcome) => outcomes.push(outcome) },
      environment: { ...loadBalancer.environment, HOST: "127.0.0.1", PORT: "0" },
    });
  });

  beforeEach(() => {
    outcomes.length = 0;
  });

  afterAll(async () => {
    await running?.stop();
    await loadBalancer?.close();
  });

  const as = (groups: string[]) => Object.entries(loadBalancer.signIn({ groups })).flat();

  it("lets a user pass who is in one of the groups", async () => {
    expect((await send(running.port, as(["users", "it"]))).status).toBe(200);
    expect(outcomes).toEqual(["OK"]);
  });

  it("lets nobody else pass", async () => {
    expect((await send(running.port, as(["users"]))).status).toBe(403);
    expect((await send(running.port, as([]), { path: "/?x=/y" })).status).toBe(403);
    expect(outcomes).toEqual(["ERR_ROUTE_GROUP_MISSING", "ERR_ROUTE_GROUP_MISSING"]);
  });

  it.each(spellings)("rejects another spelling of its path: %s", async (path) => {
    const rejected = [];
    for (const group of ["staff", "users"]) {
      const { status } = await send(running.port, as([group]), { path });
      // A server may reject a path as malformed, and a router may know no such path.
      if (status !== 400 && status !== 404) rejected.push(status);
    }

    expect(rejected).toEqual(rejected.map(() => 403));
    expect(outcomes).toEqual(rejected.map(() => "ERR_ROUTE_AMBIGUOUS"));
  });

  it("rejects another host name", async () => {
    const host = "other.example.com";

    expect((await send(running.port, as(["users"]), { host })).status).toBe(403);
    expect(outcomes).toEqual(["ERR_ROUTE_AMBIGUOUS"]);
  });
});
