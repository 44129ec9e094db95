import { randomUUID } from "node:crypto";
import { type JWK, jwtVerify, SignJWT } from "jose";
import type { UserPoolKey } from "../cognito/user-pool-keys.ts";
import type { User } from "../cognito/users/user.ts";
import { type Clock, secondsOf } from "../model/clock.ts";

export const tokenLifetimeSeconds = 3600;

/** What tokens of one sign-in have in common. */
export interface TokenGrant {
  readonly clientId: string;
  readonly user: User;
  readonly scope: string;
  /** Seconds since 1970. */
  readonly authTimeSeconds: number;
}

export interface AccessTokenClaims {
  readonly sub: string;
  readonly scope: string;
}

/** Tokens as OpenID Connect and RFC 9068 describe them, without claims of any product. */
export class IssuerTokens {
  constructor(
    private readonly issuer: string,
    private readonly key: UserPoolKey,
    private readonly now: Clock,
  ) {}

  get publicJwk(): JWK {
    return this.key.publicJwk;
  }

  /** @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
  idToken({ clientId, user, authTimeSeconds }: TokenGrant, nonce: string | undefined) {
    return this.#sign("JWT", {
      sub: user.sub,
      aud: clientId,
      auth_time: authTimeSeconds,
      ...(nonce !== undefined && { nonce }),
    });
  }

  /** @see https://www.rfc-editor.org/rfc/rfc9068#section-2 */
  accessToken({ clientId, user, scope, authTimeSeconds }: TokenGrant) {
    return this.#sign("at+jwt", {
      sub: user.sub,
      aud: this.issuer,
      client_id: clientId,
      scope,
      auth_time: authTimeSeconds,
      jti: randomUUID(),
      ...(user.groups.length > 0 && { groups: user.groups }),
    });
  }

  /** @throws JOSEError unless it is a valid access token of this issuer */
  async verifyAccessToken(token: string): Promise<AccessTokenClaims> {
    const { payload } = await jwtVerify(token, this.key.publicKey, {
      algorithms: ["RS256"],
      issuer: this.issuer,
      audience: this.issuer,
      typ: "at+jwt",
      currentDate: new Date(this.now()),
    });
    return payload as unknown as AccessTokenClaims;
  }

  #sign(typ: string, claims: Record<string, unknown>): Promise<string> {
    const iat = secondsOf(this.now);
    return new SignJWT({ iss: this.issuer, ...claims, iat, exp: iat + tokenLifetimeSeconds })
      .setProtectedHeader({ alg: "RS256", typ, kid: this.key.kid })
      .sign(this.key.privateKey);
  }
}
