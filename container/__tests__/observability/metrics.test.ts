import { Metrics } from "../../observability/metrics";

function flushed(count: (metrics: Metrics) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  const metrics = new Metrics(
    (line) => lines.push(line),
    () => 1_790_000_000_000,
  );
  count(metrics);
  metrics.flush();
  metrics.flush();
  return lines.map((line) => JSON.parse(line));
}

describe("Metrics", () => {
  it("writes each count once, in CloudWatch's embedded metric format", () => {
    const lines = flushed((metrics) => {
      metrics.request(200, 1);
      metrics.request(204, 1);
    });

    expect(lines[0]).toEqual({
      _aws: {
        Timestamp: 1_790_000_000_000,
        CloudWatchMetrics: [
          {
            Namespace: "AuthenticatedApp",
            Dimensions: [["StatusClass"]],
            Metrics: [{ Name: "Requests", Unit: "Count" }],
          },
        ],
      },
      StatusClass: "2xx",
      Requests: 2,
    });
    expect(lines[1]).toMatchObject({ LatencyMs: { Values: [1], Counts: [2] } });
    expect(lines).toHaveLength(2);
  });

  it("counts verifications by outcome, and key lookups", () => {
    const lines = flushed((metrics) => {
      for (const outcome of ["OK", "OK", "ERR_DATA_SIGNER"]) metrics.verification(outcome);
      for (const hit of [true, true, false]) metrics.keyLookup(hit);
    });

    expect(lines).toEqual([
      expect.objectContaining({ Outcome: "OK", Verifications: 2 }),
      expect.objectContaining({ Outcome: "ERR_DATA_SIGNER", Verifications: 1 }),
      expect.objectContaining({ KeyCacheHits: 2, KeyCacheMisses: 1 }),
    ]);
  });

  it("writes at most the 100 values that CloudWatch accepts", () => {
    const [, latency] = flushed((metrics) => {
      for (let i = 0; i < 50_000; i++) metrics.request(200, 10 ** ((i / 50_000) * 12 - 4));
    });
    const { Values } = Object(latency?.LatencyMs);

    expect(Values.length).toBeGreaterThan(50);
    expect(Values.length).toBeLessThan(100);
  });
});
