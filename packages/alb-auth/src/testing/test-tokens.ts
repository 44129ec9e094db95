import { type KeyObject, randomUUID, sign } from "node:crypto";
import { paddedBase64Url, unpaddedBase64Url } from "./base64url.ts";

export type Claims = Readonly<Record<string, unknown>>;

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** The user that the tokens are about. */
export interface TokenUser {
  readonly subject: string;
  readonly username: string;
  readonly email: string | null;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
  /** Further claims of the data token. */
  readonly claims: Claims;
  /** Further claims of the access token. */
  readonly accessTokenClaims: Claims;
}

/** Who signs the tokens, with which keys, and when. */
export interface TokenSource {
  readonly loadBalancerArn: string;
  readonly clientId: string;
  readonly issuer: string;
  readonly dataKid: string;
  readonly dataKeys: KeyPair;
  readonly accessKid: string;
  readonly accessKeys: KeyPair;
  readonly user: TokenUser;
  /** Returns the time in milliseconds since 1970. */
  readonly now: () => number;
}

/** Instead of the header, claims or key of a valid token. */
export interface TokenParts {
  readonly header?: Claims;
  readonly payload?: Claims;
  /** Instead of `payload`, for what JSON.stringify cannot write. */
  readonly payloadText?: string;
  readonly key?: KeyObject;
}

/** The values of the three headers of a signed-in request. */
export interface HeaderValues {
  readonly accessToken: string;
  readonly identity: string;
  readonly data: string;
}

/** Signs tokens as a load balancer and a user pool do: the one place where tokens are written. */
export class TestTokens {
  constructor(readonly source: TokenSource) {}

  get nowSeconds(): number {
    return Math.floor(this.source.now() / 1000);
  }

  /** Tokens of the same load balancer and pool, with something else about them. */
  with(changes: Partial<TokenSource>): TestTokens {
    return new TestTokens({ ...this.source, ...changes });
  }

  /** The protected header of a real load balancer, in its order. */
  dataHeader(changes: Claims = {}): Claims {
    const { dataKid, issuer, clientId, loadBalancerArn } = this.source;
    return {
      typ: "JWT",
      kid: dataKid,
      alg: "ES256",
      iss: issuer,
      client: clientId,
      signer: loadBalancerArn,
      exp: this.nowSeconds + 120,
      ...changes,
    };
  }

  /** User claims as Cognito's userInfo endpoint returns them: `email_verified` is a string. */
  dataPayload(changes: Claims = {}): Claims {
    const { issuer, user } = this.source;
    return {
      sub: user.subject,
      ...(user.email !== null && { email_verified: "true" }),
      ...user.claims,
      ...(user.email !== null && { email: user.email }),
      username: user.username,
      exp: this.nowSeconds + 120,
      iss: issuer,
      ...changes,
    };
  }

  accessHeader(changes: Claims = {}): Claims {
    return { kid: this.source.accessKid, alg: "RS256", ...changes };
  }

  accessPayload(changes: Claims = {}): Claims {
    const { issuer, clientId, user } = this.source;
    return {
      sub: user.subject,
      ...(user.groups.length > 0 && { "cognito:groups": user.groups }),
      iss: issuer,
      version: 2,
      client_id: clientId,
      origin_jti: randomUUID(),
      token_use: "access",
      scope: user.scopes.join(" "),
      auth_time: this.nowSeconds - 60,
      exp: this.nowSeconds + 900,
      iat: this.nowSeconds - 60,
      jti: randomUUID(),
      username: user.username,
      ...user.accessTokenClaims,
      ...changes,
    };
  }

  /** Claims of the client credentials grant: the subject is the app client, and there is no user. */
  machinePayload(changes: Claims = {}): Claims {
    const { issuer, clientId, user } = this.source;
    return {
      sub: clientId,
      token_use: "access",
      scope: user.scopes.join(" "),
      auth_time: this.nowSeconds,
      iss: issuer,
      exp: this.nowSeconds + 3600,
      iat: this.nowSeconds,
      version: 2,
      jti: randomUUID(),
      client_id: clientId,
      ...user.accessTokenClaims,
      ...changes,
    };
  }

  /** A data token in its real wire shape: padded segments, r‖s signature over the padding. */
  signDataToken({ header, payload, payloadText, key }: TokenParts = {}): string {
    const signed = [
      JSON.stringify(header ?? this.dataHeader()),
      payloadText ?? JSON.stringify(payload ?? this.dataPayload()),
    ]
      .map(paddedBase64Url)
      .join(".");
    const signature = sign("sha256", Buffer.from(signed), {
      key: key ?? this.source.dataKeys.privateKey,
      dsaEncoding: "ieee-p1363",
    });
    return `${signed}.${paddedBase64Url(signature)}`;
  }

  /** An access token as Cognito writes it: RS256, without padding. */
  signAccessToken({ header, payload, payloadText, key }: TokenParts = {}): string {
    const signed = [
      JSON.stringify(header ?? this.accessHeader()),
      payloadText ?? JSON.stringify(payload ?? this.accessPayload()),
    ]
      .map(unpaddedBase64Url)
      .join(".");
    const signature = sign("sha256", Buffer.from(signed), key ?? this.source.accessKeys.privateKey);
    return `${signed}.${unpaddedBase64Url(signature)}`;
  }

  /** The header values of a signed-in request, with others in place of the valid ones. */
  headerValues(changes: Partial<HeaderValues> = {}): HeaderValues {
    return {
      accessToken: changes.accessToken ?? this.signAccessToken(),
      identity: changes.identity ?? this.source.user.subject,
      data: changes.data ?? this.signDataToken(),
    };
  }
}
