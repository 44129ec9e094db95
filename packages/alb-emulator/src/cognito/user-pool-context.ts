import type { Context } from "koa";
import type { AddressBook } from "../model/address-book.ts";
import type { Clock } from "../model/clock.ts";
import type { HostNameFix } from "../model/host-name-fix.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import type { UserPoolEvent, UserPoolEventType } from "../model/user-pool-event.ts";
import type { ExternalProvider } from "./federation/external-provider.ts";
import type { PendingSignIn } from "./federation/pending-sign-in.ts";
import type { AuthorizationCodes } from "./stores/authorization-codes.ts";
import type { Challenges } from "./stores/challenges.ts";
import type { ExpiringMap } from "./stores/expiring-map.ts";
import type { HostedUiSessions } from "./stores/hosted-ui-sessions.ts";
import type { RefreshTokens } from "./stores/refresh-tokens.ts";
import type { Revocations } from "./stores/revocations.ts";
import type { TokenIssuer } from "./token-issuer.ts";
import type { PreTokenGeneration } from "./triggers/pre-token-generation.ts";
import type { UserPoolKeys } from "./user-pool-keys.ts";
import type { DemoUser } from "./users/demo-users.ts";
import type { UserDirectory } from "./users/user-directory.ts";

/** What the endpoints and pages of one user pool work with. */
export interface UserPoolContext {
  readonly model: UserPoolModel;
  readonly addresses: AddressBook;
  readonly users: UserDirectory;
  readonly demoUsers: readonly DemoUser[];
  readonly keys: UserPoolKeys;
  readonly tokens: TokenIssuer;
  readonly codes: AuthorizationCodes;
  readonly refreshTokens: RefreshTokens;
  readonly revocations: Revocations;
  readonly sessions: HostedUiSessions;
  readonly challenges: Challenges;
  readonly preTokenGeneration: PreTokenGeneration;
  /** Real identity providers by name; the others have a local page. */
  readonly externalProviders: ReadonlyMap<string, ExternalProvider>;
  /** By `state` or `RelayState`. */
  readonly externalSignIns: ExpiringMap<PendingSignIn>;
  /** Of the link at the foot of each page. */
  readonly inspectorUrl: string | undefined;
  /** What to change for one more host name. */
  readonly hostNameFix: HostNameFix | undefined;
  readonly report: ReportEvent;
  readonly now: Clock;
}

/** Reports what happens during a request; the events follow when its status is known. */
export type ReportEvent = (
  ctx: Context,
  type: UserPoolEventType,
  details: Pick<UserPoolEvent, "message"> &
    Partial<Pick<UserPoolEvent, "client" | "user" | "explanation">>,
) => void;
