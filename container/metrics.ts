/** Where a metric line goes: the container's standard output, which CloudWatch Logs reads. */
export type MetricSink = (line: string) => void;

const namespace = "AuthenticatedApp";

interface Distribution {
  readonly counts: Map<number, number>;
}

/**
 * Counts in memory and writes CloudWatch's embedded metric format once a minute: metrics without an
 * agent, a sidecar or an endpoint that would have to be protected.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #outcomes = new Map<string, number>();
  readonly #latency: Distribution = { counts: new Map() };
  #keyHits = 0;
  #keyMisses = 0;

  constructor(
    private readonly sink: MetricSink,
    private readonly now: () => number = Date.now,
  ) {}

  /** One answered request. */
  request(status: number, durationMilliseconds: number): void {
    increment(this.#requests, `${Math.floor(status / 100)}xx`);
    increment(this.#latency.counts, bucketOf(durationMilliseconds));
  }

  /** One verification: "OK", "ANONYMOUS" or an error code. */
  verification(outcome: string): void {
    increment(this.#outcomes, outcome);
  }

  /** One look-up of a load balancer's public key. */
  keyLookup(hit: boolean): void {
    if (hit) this.#keyHits++;
    else this.#keyMisses++;
  }

  /** Writes what was counted since the last time, and starts again from zero. */
  flush(): void {
    for (const [statusClass, count] of drain(this.#requests)) {
      this.#write({ StatusClass: statusClass }, { Requests: count });
    }
    for (const [outcome, count] of drain(this.#outcomes)) {
      this.#write({ Outcome: outcome }, { Verifications: count });
    }
    const latency = drain(this.#latency.counts);
    if (latency.length > 0) {
      const values = latency.map(([value]) => value);
      const counts = latency.map(([, count]) => count);
      this.#write({}, { LatencyMilliseconds: { Values: values, Counts: counts } });
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
      Unit: name.endsWith("Milliseconds") ? "Milliseconds" : "Count",
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

/** Twelve steps to a power of ten: CloudWatch takes at most 100 different values in one line. */
function bucketOf(milliseconds: number): number {
  const exponent = Math.round(Math.log10(Math.min(Math.max(milliseconds, 0.01), 100_000)) * 12);
  return Number((10 ** (exponent / 12)).toPrecision(3));
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function drain<K>(counts: Map<K, number>): [K, number][] {
  const entries = [...counts];
  counts.clear();
  return entries;
}
