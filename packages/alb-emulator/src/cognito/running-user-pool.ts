import type { KeyObject } from "node:crypto";
import type { RequestListener } from "node:http";
import type { IdentityEndpoints } from "../model/emulator-model.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import type { DemoUser } from "./users/demo-users.ts";
import type { UserDirectory } from "./users/user-directory.ts";

/** A user pool that is served. */
export interface RunningUserPool {
  readonly poolName: string;
  readonly model: UserPoolModel;
  /** Signs access tokens. */
  readonly accessTokenKey: { readonly kid: string; readonly privateKey: KeyObject };
  readonly endpoints: IdentityEndpoints;
  /** The pool's public keys, as the container fetches them. */
  readonly jwksUrl: string;
  /** Cognito's API, as far as it is emulated. */
  readonly apiUrl: string;
  /** Of plain HTTP on loopback. */
  readonly port: number;
  /** Handles a request to a host of the pool. */
  readonly handle: RequestListener;
  readonly users: UserDirectory;
  readonly demoUsers: readonly DemoUser[];
  readonly poolArn: string;
  /** Local address of the pool's domain; absent when none is declared. */
  readonly domainUrl: string | undefined;
  /** What to register at each real identity provider. */
  readonly registrations: readonly string[];
  /**
   * Starts a session of the hosted UI without a password.
   * @param login What the user signs in with.
   * @returns `Set-Cookie` of the pool's domain.
   * @throws EmulatorError when there is no such user, or the account is not confirmed.
   */
  startSession(login: string): string;
  close(): Promise<void>;
}
