import { generateKeyPairSync } from "node:crypto";
import type { AlbAuthErrorCode } from "../error-codes.ts";
import type { HeaderValues, KeyPair, TestTokens } from "./test-tokens.ts";

/** A request that must be rejected. */
export interface Forgery {
  readonly name: string;
  /** Code of the `AlbAuthError`. */
  readonly code: AlbAuthErrorCode;
  /** Whether the unverified header or claims give it away, so that no key is needed to reject it. */
  readonly isGivenAway: boolean;
  /** What is forged: one of the two tokens, or the request as a whole. */
  readonly part: "data token" | "access token" | "request";
  /** Writes the headers, most of them those of a user with valid tokens. */
  readonly forge: (tokens: TestTokens) => Partial<HeaderValues>;
}

/** Writes one forged token. */
export type ForgeToken = (tokens: TestTokens) => string;

export function forgedDataToken(
  name: string,
  code: AlbAuthErrorCode,
  forge: ForgeToken,
  isGivenAway = true,
): Forgery {
  return {
    name: `data token: ${name}`,
    code,
    isGivenAway,
    part: "data token",
    forge: (tokens) => tokens.headerValues({ data: forge(tokens) }),
  };
}

export function forgedAccessToken(
  name: string,
  code: AlbAuthErrorCode,
  forge: ForgeToken,
  isGivenAway = true,
): Forgery {
  return {
    name: `access token: ${name}`,
    code,
    isGivenAway,
    part: "access token",
    forge: (tokens) => tokens.headerValues({ accessToken: forge(tokens) }),
  };
}

/** What somebody else owns: another load balancer, another user pool, other keys. */
export const otherArn =
  "arn:aws:elasticloadbalancing:eu-central-1:999999999999:loadbalancer/app/evil/60dc6c495c0c9188";
export const otherPool = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_0thEr";

let dataKeys: KeyPair | undefined;
let accessKeys: KeyPair | undefined;

export function otherDataKeys(): KeyPair {
  dataKeys ??= generateKeyPairSync("ec", { namedCurve: "P-256" });
  return dataKeys;
}

export function otherAccessKeys(): KeyPair {
  accessKeys ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
  return accessKeys;
}
