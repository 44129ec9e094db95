/** Request header of the emulator: trace id of the request on whose behalf the load balancer calls Cognito. */
export const causeHeader = "x-local-caused-by";

/** Something that happened in the Cognito emulator, for the console and the inspector. */
export interface UserPoolEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type: UserPoolEventType;
  /** Name of the app client, when it is known. */
  readonly client: string | undefined;
  /** Email address or name of the user, when it is known. */
  readonly user: string | undefined;
  /** What happened, in one line. */
  readonly message: string;
  /** Why it failed and how to fix it; absent when nothing failed. */
  readonly explanation: string | undefined;
  /** Of the sign-in that it belongs to: `signInIdOf`; absent for a request without `state`. */
  readonly signIn: string | undefined;
  /** Trace id of the request that made the load balancer call Cognito; absent for browsers. */
  readonly causedBy: string | undefined;
  readonly request: UserPoolRequest;
}

/** The HTTP request during which it happened. */
export interface UserPoolRequest {
  /** Same for everything that happened during the request. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
}

export type UserPoolEventType =
  | "sign-in-page"
  | "challenge"
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
  | "user-changed"
  | "user-change-failed"
  | "revoked"
  | "signed-out"
  | "sign-out-failed";
