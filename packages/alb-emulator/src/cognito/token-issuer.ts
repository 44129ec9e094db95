import { createHash } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import type { Clock } from "../model/clock.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import {
  changedAccessClaims,
  changedIdClaims,
  type TokenChanges,
} from "./triggers/token-changes.ts";
import type { UserPoolKey, UserPoolKeys } from "./user-pool-keys.ts";
import { identitiesClaim } from "./users/federated-user.ts";
import type { User } from "./users/user.ts";

/** What the ID token and the access token of a user have in common. */
export interface TokenSubject {
  readonly clientId: string;
  readonly user: User;
  readonly groups: readonly string[];
  /** Seconds since 1970, when the user entered the password. */
  readonly authTimeSeconds: number;
  readonly issuedAtSeconds: number;
  /** Same in all tokens that come from one authorization code, after refreshes as well. */
  readonly originJti: string;
  readonly eventId: string;
  /** What a trigger changes. */
  readonly changes: TokenChanges;
}

export interface AccessTokenClaims {
  readonly sub: string;
  readonly jti: string;
  readonly scope: string;
  readonly client_id: string;
  /** Absent in tokens of a machine. */
  readonly origin_jti?: string;
}

/**
 * Issues tokens with Cognito's claims, in Cognito's order.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export class TokenIssuer {
  constructor(
    private readonly model: UserPoolModel,
    private readonly keys: UserPoolKeys,
    private readonly now: Clock,
  ) {}

  /** A user's access token: no `aud`, unlike what OpenID Connect servers usually issue. */
  accessToken(subject: TokenSubject, token: { jti: string; scope: string; exp: number }) {
    const claims = {
      sub: subject.user.sub,
      ...groupsClaim(subject.groups),
      iss: this.model.issuer,
      version: 2,
      client_id: subject.clientId,
      origin_jti: subject.originJti,
      event_id: subject.eventId,
      token_use: "access",
      scope: token.scope,
      auth_time: subject.authTimeSeconds,
      exp: token.exp,
      iat: subject.issuedAtSeconds,
      jti: token.jti,
      username: subject.user.username,
    };
    return this.#sign(this.keys.accessToken, changedAccessClaims(claims, subject.changes));
  }

  /** A machine's access token: `sub` is the client itself. */
  machineToken(
    token: { clientId: string; jti: string; scope: string; iat: number; exp: number },
    changes: TokenChanges,
  ) {
    const claims = {
      sub: token.clientId,
      token_use: "access",
      scope: token.scope,
      auth_time: token.iat,
      iss: this.model.issuer,
      exp: token.exp,
      iat: token.iat,
      version: 2,
      jti: token.jti,
      client_id: token.clientId,
    };
    return this.#sign(this.keys.accessToken, changedAccessClaims(claims, changes));
  }

  idToken(
    subject: TokenSubject,
    token: { jti: string; exp: number; accessToken: string; nonce: string | undefined },
  ) {
    const { email_verified, phone_number_verified, identities, ...attributes } =
      subject.user.attributes;
    const claims = {
      at_hash: halfHash(token.accessToken),
      sub: subject.user.sub,
      ...groupsClaim(subject.groups),
      ...(email_verified && { email_verified: email_verified === "true" }),
      ...(phone_number_verified && { phone_number_verified: phone_number_verified === "true" }),
      iss: this.model.issuer,
      "cognito:username": subject.user.username,
      ...(identities && { identities: identitiesClaim(identities) }),
      ...(token.nonce && { nonce: token.nonce }),
      origin_jti: subject.originJti,
      aud: subject.clientId,
      event_id: subject.eventId,
      token_use: "id",
      auth_time: subject.authTimeSeconds,
      exp: token.exp,
      iat: subject.issuedAtSeconds,
      jti: token.jti,
      ...attributes,
    };
    return this.#sign(this.keys.idToken, changedIdClaims(claims, subject.changes));
  }

  /** @throws JOSEError unless it is a valid access token of this pool */
  async verifyAccessToken(token: string): Promise<AccessTokenClaims> {
    const { payload } = await jwtVerify(token, this.keys.accessToken.publicKey, {
      algorithms: ["RS256"],
      issuer: this.model.issuer,
      requiredClaims: ["exp", "jti", "sub"],
      currentDate: new Date(this.now()),
    });
    return payload as unknown as AccessTokenClaims;
  }

  #sign(key: UserPoolKey, claims: Record<string, unknown>): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ kid: key.kid, alg: "RS256" })
      .sign(key.privateKey);
  }
}

function groupsClaim(groups: readonly string[]) {
  return groups.length > 0 ? { "cognito:groups": groups } : {};
}

/** @see https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken */
function halfHash(token: string): string {
  return createHash("sha256").update(token).digest().subarray(0, 16).toString("base64url");
}
