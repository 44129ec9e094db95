import { randomInt } from "node:crypto";
import type { Context } from "koa";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf, type User } from "../users/user.ts";
import { showChallenge } from "./challenge-pages.ts";

/** Digits of a code: as second factor, and instead of a password. */
const digits = { second: 6, first: 8 } as const;

/** Sends a code by email, and asks for it. AWS sends an email; here the page, the console and the inspector show it. */
export function startEmailChallenge(
  ctx: Context,
  pool: UserPoolContext,
  { client }: ValidAuthorizationRequest,
  user: User,
  factor: "first" | "second",
): void {
  const length = digits[factor];
  const code = String(randomInt(10 ** length)).padStart(length, "0");
  const challenge = {
    name: "EMAIL_OTP",
    sub: user.sub,
    code,
    isSecondFactor: factor === "second",
  } as const;
  const session = pool.challenges.issue(challenge, client.authSessionLifetimeSeconds);
  pool.report(ctx, "code-sent", {
    client: client.name,
    user: displayNameOf(user),
    message: `Sign-in code for ${displayNameOf(user)}: ${code}`,
  });
  showChallenge(ctx, pool, user, challenge, session);
}
