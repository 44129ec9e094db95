import type { CommandLine } from "./command-line";
import type { Secrets } from "./hide-secrets";
import type { DoctorClient } from "./http/doctor-client";

/** @throws Error of the resolver, with a `code` */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** What every step of a walk needs. */
export interface WalkContext {
  readonly options: Pick<CommandLine, "connectTo" | "timeoutMs">;
  /** The page that somebody opens, over HTTPS except in the local emulator. */
  readonly url: URL;
  /** A browser that has not signed in. */
  readonly client: DoctorClient;
  readonly secrets: Secrets;
  /** Resolves a host name to IP addresses. */
  readonly resolve: Resolve;
  /** Certificate authorities to trust, in PEM. @default - those of Node.js */
  readonly ca: readonly string[] | undefined;
}
