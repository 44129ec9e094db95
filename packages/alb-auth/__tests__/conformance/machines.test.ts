import { createTestLoadBalancer, type TestLoadBalancer } from "../../testing.ts";
import { type SubjectResponse, send } from "./send.ts";
import type { RunningSubject } from "./subject.ts";
import { subjects } from "./subjects.ts";

const machineId = "5l4k3h2g1f0e9d8c7bmachine";

describe.each(subjects)("$name with machine clients", ({ start }) => {
  let loadBalancer: TestLoadBalancer;
  let running: RunningSubject;
  const outcomes: string[] = [];

  beforeAll(async () => {
    loadBalancer = await createTestLoadBalancer();
    running = await start({
      options: {
        ...loadBalancer.options,
        machineClientIds: [machineId],
        onOutcome: (outcome) => outcomes.push(outcome),
      },
      environment: loadBalancer.environment,
    });
  });

  afterAll(async () => {
    await running?.stop();
    await loadBalancer?.close();
  });

  const tokenOf = (clientId: string) =>
    `Bearer ${loadBalancer.bearerToken({ machine: true, clientId, scopes: ["tasks/read"] })}`;

  /** The response, and the outcome that the verifier reported. */
  async function exchange(...headers: string[]): Promise<SubjectResponse & { outcome: unknown }> {
    outcomes.length = 0;
    const response = await send(running.port, headers);
    return { ...response, outcome: outcomes.join() };
  }

  it("accepts a machine's token", async () => {
    const { status, text, outcome } = await exchange("Authorization", tokenOf(machineId));

    expect([status, outcome]).toEqual([200, "OK"]);
    expect(JSON.parse(text)).toEqual({
      subject: machineId,
      username: machineId,
      email: null,
      groups: [],
      scopes: ["tasks/read"],
    });
  });

  it("accepts a user", async () => {
    const headers = Object.entries(loadBalancer.signIn({ username: "ada" })).flat();

    expect(await exchange(...headers)).toMatchObject({ status: 200, outcome: "OK" });
  });

  it("rejects a token that was sent beside the headers of a user", async () => {
    const headers = Object.entries(loadBalancer.signIn()).flat();

    expect(await exchange(...headers, "authorization", tokenOf(machineId))).toMatchObject({
      status: 400,
      outcome: "ERR_CREDENTIALS_AMBIGUOUS",
      headers: { "www-authenticate": 'Bearer error="invalid_request"' },
    });
  });

  it("rejects two tokens, of which one is valid", async () => {
    const { status, outcome } = await exchange(
      "Authorization",
      tokenOf(machineId),
      "Authorization",
      "Bearer x.y.z",
    );

    expect([status, outcome]).toEqual([401, "ERR_BEARER_MALFORMED"]);
  });

  it.each<[string, () => string[], string, string]>([
    ["no credentials", () => [], "ERR_BEARER_MISSING", "Bearer"],
    [
      "garbage",
      () => ["Authorization", "Bearer garbage"],
      "ERR_ACCESS_MALFORMED",
      'Bearer error="invalid_token"',
    ],
    [
      "another machine's token",
      () => ["Authorization", tokenOf("another")],
      "ERR_ACCESS_CLIENT",
      'Bearer error="invalid_token"',
    ],
  ])("rejects %s", async (_, headers, outcome, challenge) => {
    expect(await exchange(...headers())).toMatchObject({
      status: 401,
      outcome,
      headers: { "www-authenticate": challenge },
    });
  });
});
