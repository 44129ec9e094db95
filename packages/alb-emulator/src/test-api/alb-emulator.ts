import type { RunningUserPool } from "../cognito/running-user-pool.ts";
import type { NumberedEvent } from "../inspector/event-log.ts";
import type { SignInOptions, UserToSignIn } from "./fill-in-page.ts";
import type { SignedInBrowser } from "./signed-in-browser.ts";

/** A running emulator for tests, of {@link createAlbEmulator}. */
export interface AlbEmulator {
  /** Address of each application by its name, without a slash at its end. */
  readonly urls: Readonly<Record<string, string>>;
  /** The running user pools. */
  readonly userPools: readonly RunningUserPool[];
  /** Address of the inspector, which shows why a request fails. */
  readonly inspectorUrl: string;
  /** Folder with keys, access logs in AWS's format and output of the services. */
  readonly stateFolder: string;
  /** What happened so far, oldest first; the latest 1,000 events are kept. */
  readonly events: readonly NumberedEvent[];

  /**
   * Waits for an event: a request's event follows its response.
   * @param isWanted Whether it is the one; events that are in `events` already count as well.
   * @param options.timeoutMs @default 5000
   * @throws EmulatorError when none arrives in time
   * @example
   * await emulator.waitForEvent(({ source, event }) => source === "load-balancer" && event.request.path === "/tasks");
   */
  waitForEvent(
    isWanted: (event: NumberedEvent) => boolean,
    options?: { readonly timeoutMs?: number },
  ): Promise<NumberedEvent>;

  /**
   * Signs a user in over HTTP as a browser does, in some milliseconds: authorization request, pages of
   * the user pool, callback, session cookie. Codes of an authenticator app are entered, and one is set
   * up where the user must have one. The application itself gets no request.
   * @param user Login of a given or demo user, or login and password of another one.
   * @param page Path whose rule authenticates, or address; with several applications, an address.
   * @param options A new password in place of a temporary one; an identity provider.
   * @throws EmulatorError that says why the sign-in fails
   * @example const anna = await emulator.signIn("anna@example.com", `${emulator.urls.tasks}/tasks`)
   */
  signIn(user: UserToSignIn, page?: string, options?: SignInOptions): Promise<SignedInBrowser>;

  /** Every load balancer signs with a new key from now on; the previous ones stay published. */
  rotateKeys(): void;

  /** The time of the emulator: milliseconds since 1970. */
  now(): number;

  /**
   * Sets the time of the emulator, which goes on from there. Programs have clocks of their own.
   * @param time A `Date`, ISO 8601, or milliseconds since 1970.
   * @throws EmulatorError when it is not a time
   */
  setTime(time: Date | string | number): void;

  /** Ends servers and programs, and removes the temporary state folder. */
  close(): Promise<void>;
}
