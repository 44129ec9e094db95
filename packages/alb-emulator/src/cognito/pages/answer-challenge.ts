import type { Context } from "koa";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import type { Challenge } from "../stores/challenges.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { isTotpCode } from "../users/totp.ts";
import { displayNameOf, type User } from "../users/user.ts";
import { UserDirectoryError } from "../users/user-directory.ts";
import { showChallenge } from "./challenge-pages.ts";
import { completeSignIn } from "./complete-sign-in.ts";
import { continueSignIn } from "./continue-sign-in.ts";
import { readPageForm } from "./page-response.ts";
import { showSignIn } from "./sign-in.ts";

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
async function readChallenge<Name extends Challenge["name"]>(
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

/** `POST /changePassword`: the first password that only the user knows. */
export function changePassword(pool: UserPoolContext) {
  return async function changePassword(ctx: Context): Promise<void> {
    const posted = await readChallenge(ctx, pool, "NEW_PASSWORD_REQUIRED");
    if (!posted) return;
    const { request, form, session, challenge, user } = posted;
    let confirmed: User;
    try {
      confirmed = await pool.users.setPassword(user, form.get("password") ?? "");
    } catch (error) {
      if (!(error instanceof UserDirectoryError)) throw error;
      return showChallenge(ctx, pool, user, challenge, session, error.message);
    }
    pool.challenges.end(session);
    return continueSignIn(ctx, pool, request, confirmed);
  };
}

/** `POST /mfa`: a code of the authenticator app that the user has, or sets up. */
export function secondFactor(pool: UserPoolContext) {
  return async function secondFactor(ctx: Context): Promise<void> {
    const posted = await readChallenge(ctx, pool, "SOFTWARE_TOKEN_MFA", "MFA_SETUP");
    if (!posted) return;
    const { request, form, session, challenge, user } = posted;
    const secret = challenge.name === "MFA_SETUP" ? challenge.secret : (user.totpSecret ?? "");
    if (!isTotpCode(secret, form.get("code") ?? "", pool.now())) {
      pool.report(ctx, "sign-in-failed", {
        client: request.client.name,
        user: displayNameOf(user),
        message: "Sign-in failed: wrong code of the authenticator app",
      });
      const error =
        challenge.name === "MFA_SETUP" ? "Code mismatch" : "Invalid code received for user";
      return showChallenge(ctx, pool, user, challenge, session, error);
    }
    pool.challenges.end(session);
    if (challenge.name === "MFA_SETUP") pool.users.setTotpSecret(user, secret);
    return completeSignIn(ctx, pool, request, user, "a password and a code");
  };
}

/** `GET` of both pages, which belong to a sign-in that has begun: back to its start. */
export function backToSignIn(ctx: Context): void {
  ctx.redirect(`/login?${ctx.querystring}`);
}
