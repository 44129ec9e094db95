/** One user of the pool. */
export interface User {
  /** Never changes; `sub` of every token. */
  readonly sub: string;
  /** Equal to `sub` when users sign in with an e-mail address, as in Cognito. */
  readonly username: string;
  /** Standard and `custom:` attributes, `email` and `email_verified` among them; all are strings. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly status: "UNCONFIRMED" | "CONFIRMED";
  readonly passwordHash: string;
  /** Whether the user can sign in. @default true */
  readonly enabled?: boolean | undefined;
}

/** The e-mail address, or the user name without one. */
export function displayNameOf(user: User): string {
  return user.attributes.email ?? user.username;
}
