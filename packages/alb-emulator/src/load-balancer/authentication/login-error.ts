import type { ErrorReason } from "../../model/event.ts";

/**
 * A sign-in that the load balancer ends with a status of its own.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes
 */
export class LoginError extends Error {
  override readonly name = "LoginError";

  /** @param message What is wrong, why it matters and what to do, for engineers. */
  constructor(
    readonly status: 401 | 500 | 561,
    readonly code: ErrorReason,
    message: string,
  ) {
    super(message);
  }
}
