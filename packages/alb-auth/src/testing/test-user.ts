import { createHash } from "node:crypto";
import type { Claims, TokenUser } from "./test-tokens.ts";

/** Who signs in, and with which claims. */
export interface TestUserOptions {
  /** @default "ada" */
  readonly username?: string;
  /** The immutable id in the user pool (`sub`). @default - a UUID that follows from `username` */
  readonly subject?: string;
  /** `null` leaves it out, as a listener rule without the scope `email` does. @default - `<username>@example.com` */
  readonly email?: string | null;
  /** Groups in the user pool (`cognito:groups`). @default [] */
  readonly groups?: readonly string[];
  /** OAuth scopes of the access token. @default ["openid", "email"] */
  readonly scopes?: readonly string[];
  /** Further user claims of the data token, such as `name` or `custom:department`. @default {} */
  readonly claims?: Claims;
  /** Further claims of the access token, such as those of a pre-token-generation trigger. @default {} */
  readonly accessTokenClaims?: Claims;
}

export function testUser(options: TestUserOptions = {}): TokenUser {
  const { username = "ada" } = options;
  return {
    username,
    subject: options.subject ?? subjectOf(username),
    email: options.email === undefined ? `${username}@example.com` : options.email,
    groups: options.groups ?? [],
    scopes: options.scopes ?? ["openid", "email"],
    claims: options.claims ?? {},
    accessTokenClaims: options.accessTokenClaims ?? {},
  };
}

/** The same user in every test run, and another one for each name. */
function subjectOf(username: string): string {
  const hex = createHash("sha256").update(username).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
