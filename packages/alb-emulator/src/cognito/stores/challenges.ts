import { randomBytes } from "node:crypto";
import type { Clock } from "../../model/clock.ts";
import { ExpiringMap } from "./expiring-map.ts";

/** What a user has to do to sign in, named as in Cognito's API. */
export type Challenge =
  | { readonly name: "NEW_PASSWORD_REQUIRED"; readonly sub: string }
  | { readonly name: "SOFTWARE_TOKEN_MFA"; readonly sub: string }
  /** The secret is the user's own once a code of it was entered. */
  | { readonly name: "MFA_SETUP"; readonly sub: string; readonly secret: string }
  | {
      readonly name: "EMAIL_OTP";
      readonly sub: string;
      readonly code: string;
      /** Whether it follows a password, or is used instead of one. */
      readonly isSecondFactor: boolean;
    }
  /** `challenge`: what the passkey signs. */
  | { readonly name: "WEB_AUTHN"; readonly sub: string; readonly challenge: string }
  /** A passkey that is offered after a sign-in, which goes on with or without it. */
  | {
      readonly name: "WEB_AUTHN_REGISTRATION";
      readonly sub: string;
      readonly challenge: string;
      readonly factors: string;
    };

/** Sign-ins that wait for a new password or a second factor. */
export class Challenges {
  readonly #challenges: ExpiringMap<Challenge>;

  constructor(now: Clock) {
    this.#challenges = new ExpiringMap(now);
  }

  /** @returns the session that the form sends back */
  issue(challenge: Challenge, lifetimeSeconds: number): string {
    const session = randomBytes(32).toString("base64url");
    this.#challenges.set(session, challenge, lifetimeSeconds);
    return session;
  }

  /** @returns `undefined` when it is unknown, expired, or for another challenge */
  find<Name extends Challenge["name"]>(
    session: string,
    ...names: readonly Name[]
  ): Extract<Challenge, { name: Name }> | undefined {
    const challenge = this.#challenges.get(session);
    return challenge && (names as readonly string[]).includes(challenge.name)
      ? (challenge as Extract<Challenge, { name: Name }>)
      : undefined;
  }

  /** A session can be used once. */
  end(session: string): void {
    this.#challenges.delete(session);
  }
}
