import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../../model/clock.ts";
import { ExpiringMap } from "./expiring-map.ts";
import type { SignIn } from "./hosted-ui-sessions.ts";

/** What a refresh token stands for. */
export interface RefreshGrant {
  readonly clientId: string;
  readonly scope: string;
  readonly nonce: string | undefined;
  readonly signIn: SignIn;
  /** Same in all tokens that come from one authorization code. */
  readonly originJti: string;
}

const header = Buffer.from(JSON.stringify({ cty: "JWT", enc: "A256GCM", alg: "RSA-OAEP" }));

/** Refresh tokens that were issued since the start. */
export class RefreshTokens {
  /** By the token's hash, which is shorter. */
  readonly #grants: ExpiringMap<RefreshGrant>;

  constructor(now: Clock) {
    this.#grants = new ExpiringMap(now);
  }

  issue(grant: RefreshGrant, lifetimeSeconds: number): string {
    const token = randomToken();
    this.#grants.set(hash(token), grant, lifetimeSeconds);
    return token;
  }

  find(token: string): RefreshGrant | undefined {
    return this.#grants.get(hash(token));
  }

  revoke(token: string): void {
    this.#grants.delete(hash(token));
  }
}

/**
 * Random bytes in the shape of Cognito's refresh tokens: an encrypted JWT of some 1,700 characters.
 * Length and shape matter: the load balancer keeps the token in its session cookie, so a session
 * that needs several shards in AWS needs several here.
 */
function randomToken(): string {
  const [encryptedKey, iv, ciphertext, tag] = [256, 12, 984, 16].map((bytes) => randomBytes(bytes));
  return [header, encryptedKey, iv, ciphertext, tag]
    .map((part) => part?.toString("base64url"))
    .join(".");
}

function hash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
