import type { Context } from "koa";
import type { UserPoolModel } from "../../model/user-pool.ts";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import type { User } from "../users/user.ts";
import { startChallenge } from "./challenge-pages.ts";
import { completeSignIn } from "./complete-sign-in.ts";

/**
 * What follows a right password: a new one, a second factor, or the application.
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
  if (hasSoftwareToken(pool.model)) {
    if (user.totpSecret) return startChallenge(ctx, pool, request, user, "SOFTWARE_TOKEN_MFA");
    // Where a second factor is optional, no page offers to set one up.
    if (pool.model.mfa === "ON") return startChallenge(ctx, pool, request, user, "MFA_SETUP");
  }
  return completeSignIn(ctx, pool, request, user, "a password");
}

function hasSoftwareToken({ mfa, secondFactors }: UserPoolModel): boolean {
  return mfa !== "OFF" && secondFactors.includes("software-token");
}
