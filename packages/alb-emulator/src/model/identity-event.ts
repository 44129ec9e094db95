/** Something that happened at the identity stand-in, for the console and the inspector. */
export interface IdentityEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: IdentityEventKind;
  /** Name of the app client, where one is known. */
  readonly client: string | undefined;
  /** E-mail address or name of the user, where one is known. */
  readonly user: string | undefined;
  /** What happened, in one line. */
  readonly message: string;
  /** Why it failed and how to put it right; absent where nothing failed. */
  readonly explanation: string | undefined;
}

export type IdentityEventKind =
  | "sign-in-page"
  | "signed-in"
  | "sign-in-refused"
  | "sign-up"
  | "code-sent"
  | "authorized"
  | "authorize-refused"
  | "tokens-issued"
  | "token-refused"
  | "user-info"
  | "user-info-refused"
  | "revoked"
  | "signed-out"
  | "sign-out-refused";
