import type { Context } from "koa";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import { usableFactors } from "../sign-in-methods.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import type { User } from "../users/user.ts";
import { startChallenge } from "./challenge-pages.ts";
import { completeSignIn } from "./complete-sign-in.ts";
import { startEmailChallenge } from "./email-code.ts";

/**
 * What follows a right password: a new one, a second factor, or the application. Where a second factor is
 * optional, no page offers to set one up.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export async function continueSignIn(
  ctx: Context,
  pool: UserPoolContext,
  request: ValidAuthorizationRequest,
  user: User,
): Promise<void> {
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    return startChallenge(ctx, pool, request, user, "NEW_PASSWORD_REQUIRED");
  }
  const [factor] = usableFactors(pool.model, user);
  if (factor === "software-token") {
    return startChallenge(ctx, pool, request, user, "SOFTWARE_TOKEN_MFA");
  }
  if (factor === "email") return startEmailChallenge(ctx, pool, request, user, "second");
  if (pool.model.mfa === "ON") {
    const { secondFactors } = pool.model;
    if (secondFactors.includes("software-token")) {
      return startChallenge(ctx, pool, request, user, "MFA_SETUP");
    }
    if (secondFactors.includes("email") && user.attributes.email !== undefined) {
      return startEmailChallenge(ctx, pool, request, user, "second");
    }
  }
  return completeSignIn(ctx, pool, request, user, "a password");
}
