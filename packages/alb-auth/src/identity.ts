import type { AccessToken } from "./access-token.ts";
import type { DataToken } from "./data-token.ts";
import type { JsonObject } from "./data-token-header.ts";

/** Who is asking, as the load balancer and the user pool both signed it. Deeply frozen. */
export interface Identity {
  /** The user's immutable id in the pool (`sub`). */
  readonly subject: string;
  readonly username: string;
  /** `null` when the listener rule did not ask for the scope `email`. */
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** OAuth scopes of the access token: what the application may do, alike for all its users. */
  readonly scopes: readonly string[];
  /** Groups of the user in the pool. */
  readonly groups: readonly string[];
  readonly clientId: string;
  /** All user claims of the data token, as they came: `email_verified` is text there. */
  readonly claims: JsonObject;
  /** When the access token expires, ISO 8601 in UTC; the load balancer then asks for a new one. */
  readonly expiresAt: string;
}

class VerifiedIdentity implements Identity {
  readonly subject: string;
  readonly username: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
  readonly clientId: string;
  readonly claims: JsonObject;
  readonly expiresAt: string;
  /** Private to the language, so no serializer, logger or template can meet it by accident. */
  readonly #accessToken: string;

  constructor({ claims }: DataToken, access: AccessToken, accessToken: string) {
    this.subject = access.subject;
    this.username = access.username;
    this.email = typeof claims.email === "string" ? claims.email : null;
    // Cognito's userInfo endpoint says "true" as text, its ID token as a boolean.
    this.emailVerified = claims.email_verified === "true" || claims.email_verified === true;
    this.scopes = access.scopes;
    this.groups = access.groups;
    this.clientId = access.clientId;
    this.claims = claims;
    this.expiresAt = access.expiresAt;
    this.#accessToken = accessToken;
    Object.freeze(this);
  }

  static accessTokenOf(identity: object): string | undefined {
    return #accessToken in identity ? identity.#accessToken : undefined;
  }
}

export function createIdentity(data: DataToken, access: AccessToken, token: string): Identity {
  return new VerifiedIdentity(data, access, token);
}

/** Whether a value is an identity that this module verified, not one that merely looks like it. */
export function isVerifiedIdentity(value: unknown): value is Identity {
  return value instanceof VerifiedIdentity;
}

/**
 * The user's raw access token, to call another API on the user's behalf. The only way to get it.
 * @throws TypeError when the identity was not made by `albAuthentication`.
 */
export function accessTokenOf(identity: Identity): string {
  const token = VerifiedIdentity.accessTokenOf(identity);
  if (token === undefined) {
    throw new TypeError(
      "accessTokenOf() was given an object that albAuthentication did not make, so no token " +
        "belongs to it. Pass ctx.state.identity itself, not a copy.",
    );
  }
  return token;
}
