/** Something that happened in the Cognito emulator, for the console and the inspector. */
export interface UserPoolEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type: UserPoolEventType;
  /** Name of the app client, when it is known. */
  readonly client: string | undefined;
  /** E-mail address or name of the user, when it is known. */
  readonly user: string | undefined;
  /** What happened, in one line. */
  readonly message: string;
  /** Why it failed and how to fix it; absent when nothing failed. */
  readonly explanation: string | undefined;
}

export type UserPoolEventType =
  | "sign-in-page"
  | "signed-in"
  | "sign-in-failed"
  | "sign-up"
  | "code-sent"
  | "authorized"
  | "authorization-failed"
  | "tokens-issued"
  | "token-request-failed"
  | "user-info"
  | "user-info-failed"
  | "revoked"
  | "signed-out"
  | "sign-out-failed";
