import { get } from "node:http";
import type { HealthCheck } from "../../model/load-balancer.ts";
import { matchesStatus } from "./health-matcher.ts";

export type HealthState = "initial" | "healthy" | "unhealthy";

/** Counts the checks of one target. A target begins as initial, and one good check makes it healthy. */
export class TargetHealth {
  #state: HealthState = "initial";
  #good = 0;
  #bad = 0;

  constructor(private readonly check: HealthCheck) {}

  get state(): HealthState {
    return this.#state;
  }

  add(good: boolean): void {
    this.#good = good ? this.#good + 1 : 0;
    this.#bad = good ? 0 : this.#bad + 1;
    const enough = this.#state === "initial" ? 1 : this.check.healthyThreshold;
    if (this.#good >= enough) this.#state = "healthy";
    if (this.#bad >= this.check.unhealthyThreshold) this.#state = "unhealthy";
  }
}

/**
 * Asks a target for its health once. The check goes straight to it: the target's address as Host,
 * and none of the headers that say who is signed in.
 */
export function checkHealth(target: URL, check: HealthCheck): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(
      {
        hostname: target.hostname,
        port: target.port,
        path: check.path,
        headers: { host: target.host, "user-agent": "ELB-HealthChecker/2.0", connection: "close" },
        agent: false,
        timeout: check.timeoutSeconds * 1000,
      },
      (response) => {
        response.resume();
        resolve(matchesStatus(check.matcher, response.statusCode ?? 0));
      },
    );
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(false));
  });
}
