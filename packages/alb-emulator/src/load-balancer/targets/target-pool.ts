import type { TargetGroup, WeightedTargetGroup } from "../../model/load-balancer.ts";
import { checkHealth, type HealthState, TargetHealth } from "./target-health.ts";

/** URLs of a service's containers; `undefined` while there are none. */
export type ResolveTarget = (
  service: string,
  application: string,
) => URL | readonly URL[] | undefined;

/** One registered target and its health. */
export interface TargetHealthDescription {
  readonly targetGroup: string;
  readonly service: string | undefined;
  readonly url: string;
  readonly state: HealthState;
}

/** The targets of every target group, their health checks, and the choice among them. */
export class TargetPool {
  readonly #health = new Map<string, TargetHealth>();
  readonly #nextIndexes = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(
    private readonly application: string,
    private readonly targetGroups: readonly TargetGroup[],
    private readonly resolveTarget: ResolveTarget,
  ) {}

  /** Starts the health checks, at the interval of each target group. */
  start(): void {
    for (const targetGroup of this.targetGroups) {
      if (targetGroup.healthCheck.enabled) void this.#check(targetGroup);
    }
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  find(arn: string): TargetGroup | undefined {
    return this.targetGroups.find((targetGroup) => targetGroup.arn === arn);
  }

  /**
   * Round robin over the healthy targets; over all of them while none is healthy, as in AWS.
   * @param wantedOrigin Of the target that the client is bound to. @default - the next one
   * @returns `undefined` when the target group has no targets.
   */
  pick(targetGroup: TargetGroup, wantedOrigin?: string): URL | undefined {
    const targets = this.#targets(targetGroup);
    const healthy = targets.filter((url) => this.#healthOf(targetGroup, url).state === "healthy");
    const candidates = healthy.length > 0 ? healthy : targets;
    const wanted = candidates.find(({ origin }) => origin === wantedOrigin);
    if (wanted !== undefined) return wanted;
    const index = this.#nextIndexes.get(targetGroup.arn) ?? 0;
    this.#nextIndexes.set(targetGroup.arn, (index + 1) % Number.MAX_SAFE_INTEGER);
    return candidates[index % Math.max(candidates.length, 1)];
  }

  describeHealth(): readonly TargetHealthDescription[] {
    return this.targetGroups.flatMap((targetGroup) =>
      this.#targets(targetGroup).map((url) => ({
        targetGroup: targetGroup.name,
        service: targetGroup.service,
        url: url.origin,
        state: this.#healthOf(targetGroup, url).state,
      })),
    );
  }

  #targets({ service, lambda, application = this.application }: TargetGroup): readonly URL[] {
    if (service === undefined || lambda !== undefined) return [];
    const resolved = this.resolveTarget(service, application);
    if (resolved === undefined) return [];
    return resolved instanceof URL ? [resolved] : resolved;
  }

  #healthOf({ arn, healthCheck }: TargetGroup, url: URL): TargetHealth {
    const key = `${arn} ${url.origin}`;
    const health = this.#health.get(key) ?? new TargetHealth(healthCheck);
    this.#health.set(key, health);
    return health;
  }

  async #check(targetGroup: TargetGroup): Promise<void> {
    const { healthCheck } = targetGroup;
    await Promise.all(
      this.#targets(targetGroup).map(async (url) => {
        this.#healthOf(targetGroup, url).add(await checkHealth(url, healthCheck));
      }),
    );
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#check(targetGroup);
    }, healthCheck.intervalSeconds * 1000);
    timer.unref();
    this.#timers.add(timer);
  }
}

/**
 * Chooses a target group by weight; a weight of 0 is never chosen.
 * @param random At least 0 and less than 1.
 * @returns the ARN; `undefined` when every weight is 0.
 */
export function chooseByWeight(
  targetGroups: readonly WeightedTargetGroup[],
  random: number,
): string | undefined {
  const total = targetGroups.reduce((sum, { weight }) => sum + weight, 0);
  let remaining = random * total;
  for (const { arn, weight } of targetGroups) {
    if (remaining < weight) return arn;
    remaining -= weight;
  }
  return undefined;
}
