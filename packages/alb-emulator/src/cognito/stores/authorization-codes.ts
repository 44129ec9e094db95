import { createHash, randomUUID } from "node:crypto";
import type { Clock } from "../../model/clock.ts";
import { OAuthError } from "../oauth-error.ts";
import { isEqualSecret } from "../secret.ts";
import type { TokenChanges } from "../triggers/token-changes.ts";
import { ExpiringMap } from "./expiring-map.ts";
import type { SignIn } from "./hosted-ui-sessions.ts";

/** Fixed by Cognito. */
const lifetimeSeconds = 300;

/** What an authorization code stands for. */
export interface CodeGrant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly nonce: string | undefined;
  /** S256 challenge of PKCE. */
  readonly codeChallenge: string | undefined;
  readonly signIn: SignIn;
  /** What the trigger changed at sign-in. */
  readonly changes: TokenChanges;
}

/** What the token request says about the code that it redeems. */
export interface CodeRedemption {
  readonly clientId: string;
  readonly redirectUri: string | null;
  readonly codeVerifier: string | null;
}

interface IssuedCode {
  readonly grant: CodeGrant;
  isRedeemed: boolean;
}

/** Authorization codes: good for 5 minutes, and once. */
export class AuthorizationCodes {
  readonly #codes: ExpiringMap<IssuedCode>;

  constructor(now: Clock) {
    this.#codes = new ExpiringMap(now);
  }

  /** A UUID, as in Cognito. */
  issue(grant: CodeGrant): string {
    const code = randomUUID();
    this.#codes.set(code, { grant, isRedeemed: false }, lifetimeSeconds);
    return code;
  }

  /** @throws OAuthError `invalid_grant` with the reason as its explanation */
  redeem(code: string, redemption: CodeRedemption): CodeGrant {
    const issued = this.#codes.get(code);
    const reason = issued ? reasonAgainst(issued, redemption) : "is unknown or expired";
    if (!issued || reason) {
      throw new OAuthError(
        "invalid_grant",
        `The authorization code ${reason}. A code is valid for 5 minutes and can be redeemed once. ` +
          "Open the application again to restart sign-in.",
      );
    }
    // Kept until it expires, so that a second use can be told apart from an unknown code.
    issued.isRedeemed = true;
    return issued.grant;
  }
}

function reasonAgainst(
  { grant, isRedeemed }: IssuedCode,
  { clientId, redirectUri, codeVerifier }: CodeRedemption,
): string | undefined {
  if (isRedeemed) return "has already been redeemed";
  if (grant.clientId !== clientId) return "was issued to another app client";
  if (grant.redirectUri !== redirectUri) {
    return (
      `was issued for redirect_uri "${grant.redirectUri}", and the token request says ` +
      `"${redirectUri ?? ""}"`
    );
  }
  if (!verifiesChallenge(grant.codeChallenge, codeVerifier)) {
    return "was issued for another PKCE code_verifier";
  }
  return undefined;
}

/** @see https://www.rfc-editor.org/rfc/rfc7636#section-4.6 */
function verifiesChallenge(challenge: string | undefined, verifier: string | null): boolean {
  if (challenge === undefined || verifier === null) {
    return challenge === undefined && verifier === null;
  }
  return isEqualSecret(createHash("sha256").update(verifier).digest("base64url"), challenge);
}
