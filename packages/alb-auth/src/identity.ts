import type { AccessToken } from "./access-token.ts";
import type { DataToken } from "./data-token.ts";
import type { JsonObject } from "./jws.ts";

/**
 * The signed-in user, as the load balancer and the user pool both signed it, or the machine that the user
 * pool issued a token to. Deeply frozen.
 */
export interface Identity {
  /** "machine" for a program with a token of its own: only with the option `machineClientIds`. */
  readonly type: "user" | "machine";
  /** The user's immutable id in the user pool (`sub`). A machine's is its app client's. */
  readonly subject: string;
  /** A machine's is its app client's id. */
  readonly username: string;
  /** `null` when the listener rule does not request the scope `email`, and for a machine. */
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** OAuth scopes of the access token: what the application may do, the same for all its users. */
  readonly scopes: readonly string[];
  /** The user's groups in the user pool (`cognito:groups`). A machine is in none. */
  readonly groups: readonly string[];
  /** The app client that the user signed in through, or the machine's own. */
  readonly clientId: string;
  /** All user claims of the data token, unchanged: `email_verified` is a string there. A machine has none. */
  readonly claims: JsonObject;
  /** When the access token expires, ISO 8601 in UTC. The load balancer refreshes it by then. */
  readonly expiresAt: string;
}

/**
 * The raw token is in a private field, so that no serializer, logger or template can leak it. A `WeakMap`
 * would do the same and costs the garbage collector several microseconds for each request.
 */
class VerifiedIdentity implements Identity {
  readonly type: "user" | "machine";
  readonly subject: string;
  readonly username: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
  readonly clientId: string;
  readonly claims: JsonObject;
  readonly expiresAt: string;
  readonly #accessToken: string;

  constructor(
    type: Identity["type"],
    claims: JsonObject,
    access: AccessToken,
    accessToken: string,
  ) {
    this.type = type;
    this.subject = access.subject;
    this.username = access.username;
    this.email = typeof claims.email === "string" ? claims.email : null;
    // Cognito's userInfo endpoint returns the string "true", its ID token a boolean.
    this.emailVerified = claims.email_verified === "true" || claims.email_verified === true;
    this.scopes = access.scopes;
    this.groups = access.groups;
    this.clientId = access.clientId;
    this.claims = claims;
    this.expiresAt = access.expiresAt;
    this.#accessToken = accessToken;
    Object.freeze(this);
  }

  static accessTokenOf(value: unknown): string | undefined {
    return typeof value === "object" && value !== null && #accessToken in value
      ? value.#accessToken
      : undefined;
  }
}

export function createIdentity(
  dataToken: DataToken,
  access: AccessToken,
  accessToken: string,
): Identity {
  return new VerifiedIdentity("user", dataToken.claims, access, accessToken);
}

const noClaims: JsonObject = Object.freeze({});

const noGroups: readonly string[] = Object.freeze([]);

/** @param access of an app client, without a user: its groups are those that a trigger made up */
export function createMachineIdentity(access: AccessToken, accessToken: string): Identity {
  return new VerifiedIdentity("machine", noClaims, { ...access, groups: noGroups }, accessToken);
}

/** Whether a value is an identity that an `AlbVerifier` returned, not an object that looks like one. */
export function isVerifiedIdentity(value: unknown): value is Identity {
  return VerifiedIdentity.accessTokenOf(value) !== undefined;
}

/**
 * The raw access token of the user or machine, to call another API on its behalf.
 *
 * @param identity the object that `verify` returned or that is in `ctx.state.identity`, not a copy
 * @returns the access token as it was sent
 * @throws TypeError when no `AlbVerifier` created the object
 */
export function accessTokenOf(identity: Identity): string {
  const token = VerifiedIdentity.accessTokenOf(identity);
  if (token === undefined) {
    throw new TypeError(
      "accessTokenOf() received an object that no AlbVerifier created, so it has no access token. " +
        "Pass the identity itself, such as ctx.state.identity, not a copy, and load alb-auth " +
        "either with import or with require(), not with both: each has its own identities.",
    );
  }
  return token;
}
