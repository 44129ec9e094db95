/** A user who exists from the start. */
export interface EmulatorUser {
  /** What the user signs in with where the pool uses email addresses; an attribute elsewhere. */
  readonly email?: string | undefined;
  /** What the user signs in with where the pool uses user names. No spaces, at most 128 characters. */
  readonly username?: string | undefined;
  /** @default - the password of the demo users, which every policy accepts */
  readonly password?: string | undefined;
  /**
   * In place of `password`: the sign-in page asks for another one at the first sign-in.
   * @default - the password is the user's own
   */
  readonly temporaryPassword?: string | undefined;
  /**
   * Secret of the user's authenticator app, in Base32. It has an effect where the user pool has a
   * second factor.
   * @default - derived from the login where every user must have one, else the user has none
   */
  readonly totpSecret?: string | undefined;
  /** Names of groups that the user pool declares. @default [] */
  readonly groups?: readonly string[] | undefined;
  /** Standard attributes, such as `name`, and `custom:` ones. @default - `email_verified` is "true" */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** Whether the user can sign in. @default true */
  readonly enabled?: boolean | undefined;
  /** `sub` of the user's tokens, a UUID. @default - derived from pool and login, the same at every start */
  readonly sub?: string | undefined;
  /** Name of the user pool. @default - every user pool */
  readonly userPool?: string | undefined;
}
