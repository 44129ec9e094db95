/** One user of the pool. */
export interface User {
  /** Never changes; `sub` of every token. */
  readonly sub: string;
  /** Equal to `sub` where people sign in by e-mail address, as in Cognito. */
  readonly username: string;
  /** Standard and `custom:` attributes, `email` and `email_verified` among them; all are text. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly status: "UNCONFIRMED" | "CONFIRMED";
  readonly passwordHash: string;
}

/** What people call the user by: the e-mail address where there is one. */
export function displayNameOf(user: User): string {
  return user.attributes.email ?? user.username;
}
