import type { Context } from "koa";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import { redirectWithCode } from "../authorization-response.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf, type User } from "../users/user.ts";

/**
 * Starts the session of the pages and completes the authorization request, in one response.
 * @param factors What the user proved, for the report: "a password".
 */
export async function finishSignIn(
  ctx: Context,
  pool: UserPoolContext,
  request: ValidAuthorizationRequest,
  user: User,
  factors: string,
): Promise<void> {
  pool.report(ctx, "signed-in", {
    client: request.client.name,
    user: displayNameOf(user),
    message: `Signed in with ${factors}`,
  });
  await redirectWithCode(ctx, pool, request, pool.sessions.start(ctx, user.sub));
}
