import type { Passkey } from "./passkey.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserType.html */
export const userStatuses = [
  "UNCONFIRMED",
  "CONFIRMED",
  "FORCE_CHANGE_PASSWORD",
  "EXTERNAL_PROVIDER",
] as const;

/** One user of the pool. */
export interface User {
  /** Never changes; `sub` of every token. */
  readonly sub: string;
  /** Equal to `sub` when users sign in with an email address, as in Cognito. */
  readonly username: string;
  /** Standard and `custom:` attributes, `email` and `email_verified` among them; all are strings. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  /** `FORCE_CHANGE_PASSWORD`: the password is temporary. `EXTERNAL_PROVIDER`: there is none. */
  readonly status: (typeof userStatuses)[number];
  readonly passwordHash: string;
  /** Name of the identity provider that the user comes from; absent for users with a password. */
  readonly identityProvider?: string | undefined;
  /** Whether the user can sign in. @default true */
  readonly enabled?: boolean | undefined;
  /** Secret of the user's authenticator app, in Base32; absent until one is set up. */
  readonly totpSecret?: string | undefined;
  /**
   * Second factors that the user has turned on, the preferred one first.
   * @default - the authenticator app, where one is set up
   */
  readonly secondFactors?: readonly UserSecondFactor[] | undefined;
  /** @default - none */
  readonly passkeys?: readonly Passkey[] | undefined;
}

export const userSecondFactors = ["software-token", "email"] as const;

/** A second factor of a user. */
export type UserSecondFactor = (typeof userSecondFactors)[number];

/** The second factors that a user is asked for, the preferred one first. */
export function secondFactorsOf({
  secondFactors,
  totpSecret,
}: Pick<User, "secondFactors" | "totpSecret">): readonly UserSecondFactor[] {
  return secondFactors ?? (totpSecret === undefined ? [] : ["software-token"]);
}

/** The email address, else the phone number, else the user name. */
export function displayNameOf(user: User): string {
  return user.attributes.email ?? user.attributes.phone_number ?? user.username;
}
