import type { Clock } from "../model/clock.ts";
import type { PendingSignIn } from "./federation/pending-sign-in.ts";
import { AuthorizationCodes } from "./stores/authorization-codes.ts";
import { Challenges } from "./stores/challenges.ts";
import { ExpiringMap } from "./stores/expiring-map.ts";
import { HostedUiSessions } from "./stores/hosted-ui-sessions.ts";
import { RefreshTokens } from "./stores/refresh-tokens.ts";
import { Revocations } from "./stores/revocations.ts";

/** Who is signed in, and what was issued: it outlasts a change of the pool's settings, as in AWS. */
export interface UserPoolStores {
  readonly codes: AuthorizationCodes;
  readonly refreshTokens: RefreshTokens;
  readonly revocations: Revocations;
  readonly sessions: HostedUiSessions;
  readonly challenges: Challenges;
  /** At real identity providers, by `state` or `RelayState`. */
  readonly externalSignIns: ExpiringMap<PendingSignIn>;
}

export function createUserPoolStores(now: Clock): UserPoolStores {
  return {
    codes: new AuthorizationCodes(now),
    refreshTokens: new RefreshTokens(now),
    revocations: new Revocations(now),
    sessions: new HostedUiSessions(now),
    challenges: new Challenges(now),
    externalSignIns: new ExpiringMap(now),
  };
}
