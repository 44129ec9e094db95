import type { TargetGroup, WeightedTargetGroup } from "../../model/load-balancer.ts";
import { checkHealth, type HealthState, TargetHealth } from "./target-health.ts";

/** Where the containers of a service listen; undefined while there are none. */
export type ResolveTarget = (
  service: string,
  application: string,
) => URL | readonly URL[] | undefined;

/** The health of one target, for people. */
export interface TargetReport {
  readonly targetGroup: string;
  readonly service: string | undefined;
  readonly url: string;
  readonly state: HealthState;
}

/** Knows the targets of every target group, checks their health, and chooses among them. */
export class TargetPool {
  readonly #health = new Map<string, TargetHealth>();
  readonly #turns = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(
    private readonly application: string,
    private readonly targetGroups: readonly TargetGroup[],
    private readonly resolveTarget: ResolveTarget,
  ) {}

  /** Begins to check, each target group at its own interval. */
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
   * The next target in turn: a healthy one, or any while none is healthy, as AWS does.
   * @returns `undefined` when the target group has no targets.
   */
  pick(targetGroup: TargetGroup): URL | undefined {
    const targets = this.#targets(targetGroup);
    const healthy = targets.filter((url) => this.#healthOf(targetGroup, url).state === "healthy");
    const candidates = healthy.length > 0 ? healthy : targets;
    const turn = this.#turns.get(targetGroup.arn) ?? 0;
    this.#turns.set(targetGroup.arn, (turn + 1) % Number.MAX_SAFE_INTEGER);
    return candidates[turn % Math.max(candidates.length, 1)];
  }

  report(): readonly TargetReport[] {
    return this.targetGroups.flatMap((targetGroup) =>
      this.#targets(targetGroup).map((url) => ({
        targetGroup: targetGroup.name,
        service: targetGroup.service,
        url: url.origin,
        state: this.#healthOf(targetGroup, url).state,
      })),
    );
  }

  #targets({ service }: TargetGroup): readonly URL[] {
    if (service === undefined) return [];
    const resolved = this.resolveTarget(service, this.application);
    if (resolved === undefined) return [];
    return resolved instanceof URL ? [resolved] : resolved;
  }

  #healthOf({ arn, healthCheck }: TargetGroup, url: URL): TargetHealth {
    const key = `${arn} ${url.origin}`;
    const known = this.#health.get(key) ?? new TargetHealth(healthCheck);
    this.#health.set(key, known);
    return known;
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
 * Chooses a target group by weight. One of weight 0 gets nothing.
 * @param random From 0 up to but not including 1.
 */
export function chooseByWeight(
  targetGroups: readonly WeightedTargetGroup[],
  random: number,
): string | undefined {
  const total = targetGroups.reduce((sum, { weight }) => sum + weight, 0);
  let rest = random * total;
  for (const { arn, weight } of targetGroups) {
    if (rest < weight) return arn;
    rest -= weight;
  }
  return undefined;
}
