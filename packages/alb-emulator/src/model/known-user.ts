/** A user who can have a session. */
export interface KnownUser {
  /** What the user signs in with. */
  readonly login: string;
  /** Email address, else phone number, else user name. */
  readonly name: string;
  /** `sub` of the tokens. */
  readonly subject: string;
}
