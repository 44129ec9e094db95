/** Where a metric line goes: the container's standard output, which CloudWatch Logs reads. */
export type MetricSink = (line: string) => void;

const namespace = "AuthenticatedApp";

/**
 * Counts in memory and writes CloudWatch's embedded metric format once a minute: metrics without
 * an agent, a sidecar or an endpoint to protect.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export class Metrics {
  /** Counts by class of the status: 2 for 2xx. */
  readonly #requests = new Map<number, number>();
  readonly #outcomes = new Map<string, number>();
  /** Counts by step of the latency scale. */
  readonly #latencies = new Map<number, number>();
  #keyHits = 0;
  #keyMisses = 0;

  constructor(
    private readonly sink: MetricSink,
    private readonly now: () => number = Date.now,
  ) {}

  /** Counts one request. */
  request(status: number, durationMs: number): void {
    increment(this.#requests, Math.floor(status / 100));
    increment(this.#latencies, stepOf(durationMs));
  }

  /** Counts one verification: "OK", "ANONYMOUS" or an error code. */
  verification(outcome: string): void {
    increment(this.#outcomes, outcome);
  }

  /** Counts one lookup of a load balancer's public key. */
  keyLookup(isHit: boolean): void {
    if (isHit) this.#keyHits++;
    else this.#keyMisses++;
  }

  /** Writes the counts since the last call and resets them. */
  flush(): void {
    for (const [statusClass, count] of takeAll(this.#requests)) {
      this.#write({ StatusClass: `${statusClass}xx` }, { Requests: count });
    }
    for (const [outcome, count] of takeAll(this.#outcomes)) {
      this.#write({ Outcome: outcome }, { Verifications: count });
    }
    const latencies = takeAll(this.#latencies);
    if (latencies.length > 0) {
      const values = latencies.map(([step]) => msOf(step));
      const counts = latencies.map(([, count]) => count);
      this.#write({}, { LatencyMs: { Values: values, Counts: counts } });
    }
    if (this.#keyHits + this.#keyMisses > 0) {
      this.#write({}, { KeyCacheHits: this.#keyHits, KeyCacheMisses: this.#keyMisses });
      this.#keyHits = 0;
      this.#keyMisses = 0;
    }
  }

  #write(dimensions: Record<string, string>, metrics: Record<string, unknown>): void {
    const definitions = Object.keys(metrics).map((name) => ({
      Name: name,
      Unit: name.endsWith("Ms") ? "Milliseconds" : "Count",
    }));
    this.sink(
      `${JSON.stringify({
        _aws: {
          Timestamp: this.now(),
          CloudWatchMetrics: [
            { Namespace: namespace, Dimensions: [Object.keys(dimensions)], Metrics: definitions },
          ],
        },
        ...dimensions,
        ...metrics,
      })}\n`,
    );
  }
}

/** CloudWatch accepts at most 100 distinct values in one line; 0.01 ms to 100 s are 84 steps. */
const stepsPerPowerOfTen = 12;

function stepOf(durationMs: number): number {
  const clamped = Math.min(Math.max(durationMs, 0.01), 100_000);
  return Math.round(Math.log10(clamped) * stepsPerPowerOfTen);
}

function msOf(step: number): number {
  return Number((10 ** (step / stepsPerPowerOfTen)).toPrecision(3));
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function takeAll<K>(counts: Map<K, number>): [K, number][] {
  const entries = [...counts];
  counts.clear();
  return entries;
}
