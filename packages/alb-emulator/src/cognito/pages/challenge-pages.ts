import type { Context } from "koa";
import { encode } from "uqr";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import type { Challenge } from "../stores/challenges.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { passwordRules } from "../users/password-policy.ts";
import { newTotpSecret, totpCode, totpUri } from "../users/totp.ts";
import { displayNameOf, type User } from "../users/user.ts";
import { formData, showPage } from "./page-response.ts";
import type { QrCode } from "./render-page.ts";

/** Shows the page of a challenge, after a wrong entry with its error. */
export function showChallenge(
  ctx: Context,
  pool: UserPoolContext,
  user: User,
  challenge: PageChallenge,
  session: string,
  error?: string,
): void {
  const data = { ...formData(ctx), session, error, login: displayNameOf(user) };
  switch (challenge.name) {
    case "NEW_PASSWORD_REQUIRED":
      showPage(ctx, pool, "change-password", "Choose a new password", {
        ...data,
        rules: passwordRules(pool.model.passwordPolicy),
      });
      break;
    case "SOFTWARE_TOKEN_MFA":
      showPage(ctx, pool, "totp", "Enter your authenticator code", {
        ...data,
        code: user.totpSecret === undefined ? undefined : totpCode(user.totpSecret, pool.now()),
      });
      break;
    case "MFA_SETUP":
      showPage(ctx, pool, "totp-setup", "Set up an authenticator app", {
        ...data,
        secret: challenge.secret.replace(/.{4}(?=.)/g, "$& "),
        qrCode: qrCode(totpUri(challenge.secret, pool.model.poolName, displayNameOf(user))),
        code: totpCode(challenge.secret, pool.now()),
        canUseEmail:
          pool.model.secondFactors.includes("email") && user.attributes.email !== undefined,
      });
      break;
    case "EMAIL_OTP":
      showPage(ctx, pool, "email-code", "Enter the code from your email", {
        ...data,
        code: challenge.code,
      });
  }
}

/** Challenges with a page of their own; passkeys have theirs beside other methods. */
type PageChallenge = Exclude<Challenge, { name: "WEB_AUTHN" | "WEB_AUTHN_REGISTRATION" }>;

type ChallengeWithoutMail = Exclude<PageChallenge, { name: "EMAIL_OTP" }>["name"];

const messages: Readonly<Record<ChallengeWithoutMail, string>> = {
  NEW_PASSWORD_REQUIRED: "The password is temporary: a new one is required",
  SOFTWARE_TOKEN_MFA: "A code of the authenticator app is required",
  MFA_SETUP: "The set-up of an authenticator app is required",
};

/** Starts a challenge for which nothing is sent, and shows its page. */
export function startChallenge(
  ctx: Context,
  pool: UserPoolContext,
  { client }: ValidAuthorizationRequest,
  user: User,
  name: ChallengeWithoutMail,
): void {
  const challenge: PageChallenge =
    name === "MFA_SETUP"
      ? { name, sub: user.sub, secret: newTotpSecret() }
      : { name, sub: user.sub };
  const session = pool.challenges.issue(challenge, client.authSessionLifetimeSeconds);
  pool.report(ctx, "challenge", {
    client: client.name,
    user: displayNameOf(user),
    message: messages[name],
  });
  showChallenge(ctx, pool, user, challenge, session);
}

/** As one path of squares, since the pages allow no style and no data: image. */
function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { border: 0 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return { size, path };
}
