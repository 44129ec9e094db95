import type { Clock } from "../../model/clock.ts";
import { ExpiringMap } from "./expiring-map.ts";

/** Revoked refresh tokens, by `origin_jti`: the access tokens that came from them end as well. */
export class Revocations {
  readonly #revoked: ExpiringMap<true>;

  constructor(now: Clock) {
    this.#revoked = new ExpiringMap(now);
  }

  /** @param accessTokenLifetimeSeconds after which the last of those access tokens has expired */
  add(originJti: string, accessTokenLifetimeSeconds: number): void {
    this.#revoked.set(originJti, true, accessTokenLifetimeSeconds);
  }

  has(originJti: string): boolean {
    return this.#revoked.get(originJti) !== undefined;
  }
}
