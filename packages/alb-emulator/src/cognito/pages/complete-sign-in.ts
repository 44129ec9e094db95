import type { Context } from "koa";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import { offeredMethods, usableFactors } from "../sign-in-methods.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import type { User } from "../users/user.ts";
import { finishSignIn } from "./finish-sign-in.ts";
import { offerPasskey } from "./passkeys.ts";

/**
 * What follows the last factor: the offer to set up a passkey, or the application.
 * @param factors What the user proved, for the report: "a password".
 */
export async function completeSignIn(
  ctx: Context,
  pool: UserPoolContext,
  request: ValidAuthorizationRequest,
  user: User,
  factors: string,
): Promise<void> {
  if (canSetUpPasskey(pool, request, user)) return offerPasskey(ctx, pool, request, user, factors);
  return finishSignIn(ctx, pool, request, user, factors);
}

/** Users with a second factor could not sign in with a passkey, which has none. */
function canSetUpPasskey(
  { model }: UserPoolContext,
  { client }: ValidAuthorizationRequest,
  user: User,
): boolean {
  const { identityProvider, passkeys = [] } = user;
  if (identityProvider !== undefined || passkeys.length > 0) return false;
  if (!offeredMethods(model, client).includes("passkey")) return false;
  return model.passkeys?.isSecondFactor === true || usableFactors(model, user).length === 0;
}
