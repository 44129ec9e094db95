import type { Context } from "koa";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import type { Challenge } from "../stores/challenges.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import type { User } from "../users/user.ts";
import { readPageForm } from "./page-response.ts";
import { showSignIn } from "./show-sign-in.ts";

/** Cognito's words. */
const sessionExpired = "Invalid session for the user, session is expired.";

interface PostedChallenge<Name extends Challenge["name"]> {
  readonly request: ValidAuthorizationRequest;
  readonly form: URLSearchParams;
  readonly session: string;
  readonly challenge: Extract<Challenge, { name: Name }>;
  readonly user: User;
}

/** @returns `undefined` when the session has expired; the sign-in page then says so */
export async function readChallenge<Name extends Challenge["name"]>(
  ctx: Context,
  pool: UserPoolContext,
  ...names: readonly Name[]
): Promise<PostedChallenge<Name> | undefined> {
  const posted = await readPageForm(ctx, pool);
  if (!posted) return undefined;
  const session = posted.form.get("session") ?? "";
  const challenge = pool.challenges.find(session, ...names);
  const user = pool.users.find(challenge?.sub ?? "");
  if (challenge && user) return { ...posted, session, challenge, user };
  showSignIn(ctx, pool, { error: sessionExpired });
  return undefined;
}
