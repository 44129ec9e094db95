import { createHash } from "node:crypto";

/**
 * `origin_jti` of the tokens that come from one refresh token. It is made from the refresh token's
 * own id, so that no table has to remember which token came from where.
 */
export function originJtiOf(refreshTokenId: string): string {
  const hex = createHash("sha256").update(refreshTokenId).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/** Sign-ins whose refresh token was revoked: their access tokens are refused as well. */
export class RevokedSignIns {
  readonly #untilMilliseconds = new Map<string, number>();

  constructor(private readonly now: () => number = () => Date.now()) {}

  add(originJti: string, accessTokenLifetimeSeconds: number): void {
    for (const [known, until] of this.#untilMilliseconds) {
      if (until <= this.now()) this.#untilMilliseconds.delete(known);
    }
    this.#untilMilliseconds.set(originJti, this.now() + accessTokenLifetimeSeconds * 1000);
  }

  has(originJti: string | undefined): boolean {
    return originJti !== undefined && this.#untilMilliseconds.has(originJti);
  }
}
