import { get } from "node:http";
import type { HealthCheck } from "../../model/load-balancer.ts";
import { matchesStatus } from "./health-matcher.ts";
import { targetAddress } from "./target-address.ts";

export type HealthState = "initial" | "healthy" | "unhealthy";

/** Counts the checks of one target. The first successful check makes an initial target healthy. */
export class TargetHealth {
  #state: HealthState = "initial";
  #successes = 0;
  #failures = 0;

  constructor(private readonly check: HealthCheck) {}

  get state(): HealthState {
    return this.#state;
  }

  add(isHealthy: boolean): void {
    this.#successes = isHealthy ? this.#successes + 1 : 0;
    this.#failures = isHealthy ? 0 : this.#failures + 1;
    const threshold = this.#state === "initial" ? 1 : this.check.healthyThreshold;
    if (this.#successes >= threshold) this.#state = "healthy";
    if (this.#failures >= this.check.unhealthyThreshold) this.#state = "unhealthy";
  }
}

/**
 * Checks a target once. As in AWS, Host is the address of the target, and no header says who is
 * signed in.
 */
export function checkHealth(target: URL, check: HealthCheck): Promise<boolean> {
  const { hostname, port } = targetAddress(target);
  return new Promise((resolve) => {
    const request = get(
      {
        hostname,
        port: check.port ?? port,
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
