import type { Context } from "koa";
import { isEqualSecret } from "../secret.ts";
import { usableFactors } from "../sign-in-methods.ts";
import type { Challenge } from "../stores/challenges.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { isTotpCode } from "../users/totp.ts";
import { displayNameOf, type User } from "../users/user.ts";
import { UserDirectoryError } from "../users/user-directory.ts";
import { showChallenge } from "./challenge-pages.ts";
import { completeSignIn } from "./complete-sign-in.ts";
import { continueSignIn } from "./continue-sign-in.ts";
import { startEmailChallenge } from "./email-code.ts";
import { readChallenge } from "./read-challenge.ts";

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

/** `POST /mfa`: a code of the authenticator app that the user has, or sets up, or one that was sent. */
export function secondFactor(pool: UserPoolContext) {
  return async function secondFactor(ctx: Context): Promise<void> {
    const posted = await readChallenge(ctx, pool, "SOFTWARE_TOKEN_MFA", "MFA_SETUP", "EMAIL_OTP");
    if (!posted) return;
    const { request, form, session, challenge, user } = posted;
    if (challenge.name === "MFA_SETUP" && form.has("byEmail")) {
      pool.challenges.end(session);
      return startEmailChallenge(ctx, pool, request, user, "second");
    }
    if (!isRightCode(pool, challenge, user, form.get("code") ?? "")) {
      pool.report(ctx, "sign-in-failed", {
        client: request.client.name,
        user: displayNameOf(user),
        message: `Sign-in failed: wrong code ${codeSources[challenge.name]}`,
      });
      const error =
        challenge.name === "MFA_SETUP" ? "Code mismatch" : "Invalid code received for user";
      return showChallenge(ctx, pool, user, challenge, session, error);
    }
    pool.challenges.end(session);
    const { changed, factors } = afterCode(pool, challenge, user);
    return completeSignIn(ctx, pool, request, changed, factors);
  };
}

type CodeChallenge = Extract<Challenge, { name: "SOFTWARE_TOKEN_MFA" | "MFA_SETUP" | "EMAIL_OTP" }>;

const codeSources: Readonly<Record<CodeChallenge["name"], string>> = {
  SOFTWARE_TOKEN_MFA: "of the authenticator app",
  MFA_SETUP: "of the authenticator app",
  EMAIL_OTP: "from the email",
};

function isRightCode(
  { now }: UserPoolContext,
  challenge: CodeChallenge,
  user: User,
  code: string,
): boolean {
  if (challenge.name === "EMAIL_OTP")
    return isEqualSecret(challenge.code, code.replaceAll(" ", ""));
  const secret = challenge.name === "MFA_SETUP" ? challenge.secret : (user.totpSecret ?? "");
  return isTotpCode(secret, code, now());
}

/** The user after a right code: a factor that was used for the first time is turned on. */
function afterCode(
  { users, model }: UserPoolContext,
  challenge: CodeChallenge,
  user: User,
): { readonly changed: User; readonly factors: string } {
  if (challenge.name === "MFA_SETUP") {
    return {
      changed: users.setTotpSecret(user, challenge.secret),
      factors: "a password and a code",
    };
  }
  if (challenge.name === "SOFTWARE_TOKEN_MFA") {
    return { changed: user, factors: "a password and a code" };
  }
  if (!challenge.isSecondFactor) return { changed: user, factors: "a code sent by email" };
  const isOn = usableFactors(model, user).includes("email");
  return {
    changed: isOn ? user : users.put({ ...user, secondFactors: ["email"] }),
    factors: "a password and a code sent by email",
  };
}

/** `GET` of both pages, which belong to a sign-in that has begun: back to its start. */
export function backToSignIn(ctx: Context): void {
  ctx.redirect(`/login?${ctx.querystring}`);
}
