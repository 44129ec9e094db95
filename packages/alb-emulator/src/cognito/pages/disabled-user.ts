import type { Context } from "koa";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf, type User } from "../users/user.ts";
import { showSignIn } from "./show-sign-in.ts";

/** Whether the user may not sign in; the response then says so. */
export function isRejectedAsDisabled(
  ctx: Context,
  pool: UserPoolContext,
  { client }: ValidAuthorizationRequest,
  user: User,
): boolean {
  if (user.enabled !== false) return false;
  pool.report(ctx, "sign-in-failed", {
    client: client.name,
    user: displayNameOf(user),
    message: "Sign-in failed: the user is disabled",
  });
  showSignIn(ctx, pool, { error: "User is disabled.", login: displayNameOf(user) });
  return true;
}
