import type { JwtErrorReason } from "../../model/event.ts";

/** A request that a jwt-validation action does not let through. */
export class JwtError extends Error {
  override readonly name = "JwtError";

  /**
   * @param status That the client receives.
   * @param reason For the access log; absent where AWS documents none.
   * @param message What is wrong, why it matters and what to do.
   */
  constructor(
    readonly status: 401 | 500,
    readonly reason: JwtErrorReason | undefined,
    message: string,
  ) {
    super(message);
  }
}
