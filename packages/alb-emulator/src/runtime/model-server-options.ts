import type { RealIdentityProvider } from "../cognito/federation/real-identity-provider.ts";
import type { UserPoolTrigger } from "../cognito/triggers/trigger-handler.ts";
import type { EmulatorUser } from "../cognito/users/emulator-user.ts";
import type { EventLog } from "../inspector/event-log.ts";
import type { Clock } from "../model/clock.ts";
import type { HostNameFix } from "../model/host-name-fix.ts";
import type { LazyAuthority } from "./certificate-authority.ts";
import type { PortBook } from "./ports.ts";
import type { OnOutput } from "./services.ts";
import type { StateFolder } from "./state-folder.ts";

/** Options of `ModelServer`. */
export interface ModelServerOptions {
  readonly state: StateFolder;
  readonly events: EventLog;
  readonly ports: PortBook;
  /** Working directory of the programs. */
  readonly cwd: string;
  readonly https: boolean;
  readonly realNames: boolean;
  /** Address to listen on. */
  readonly listenAddress: string;
  readonly authority: LazyAuthority;
  readonly port: number | undefined;
  readonly identityPort: number | undefined;
  readonly publicKeysPort: number | undefined;
  readonly serviceCommand: readonly [string, ...string[]] | undefined;
  readonly clientOidcHeaders: "strip" | "pass" | undefined;
  /** Address that the hosted UI links to; the inspector runs before the first model is served. */
  readonly inspectorUrl: () => string;
  readonly hostNameFix: HostNameFix | undefined;
  readonly users: readonly EmulatorUser[] | undefined;
  readonly triggers: readonly UserPoolTrigger[] | undefined;
  /** Identity providers that are called on the network. */
  readonly realProviders: readonly RealIdentityProvider[];
  /** Hosts of issuers that are called on the network. */
  readonly remoteIssuers: readonly string[];
  readonly clock: Clock;
  readonly onOutput: OnOutput;
  readonly onNotice: (text: string, explanation?: string) => void;
}
