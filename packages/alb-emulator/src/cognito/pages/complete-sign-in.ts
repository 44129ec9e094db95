import type { Context } from "koa";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import { redirectWithCode } from "../authorization-response.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import type { User } from "../users/user.ts";

/** Starts the hosted UI's session and completes the authorization request, in one response. */
export function completeSignIn(
  ctx: Context,
  pool: UserPoolContext,
  request: ValidAuthorizationRequest,
  user: User,
): void {
  redirectWithCode(ctx, pool, request, pool.sessions.start(ctx, user.sub));
}
