import { sign } from "node:crypto";
import type { DataTokenKey } from "./data-token-keys.ts";

export const dataTokenLifetimeSeconds = 120;

/** Options of {@link signDataToken}. */
export interface DataTokenOptions {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly key: DataTokenKey;
  readonly issuer: string;
  readonly clientId: string;
  /** The load balancer's ARN. */
  readonly signer: string;
  readonly nowMs: number;
}

/**
 * The value of `x-amzn-oidc-data`: a JWT whose three parts have base64 padding. The signature
 * covers the padding. Fields are in AWS's order.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding
 */
export function signDataToken(options: DataTokenOptions): string {
  const { claims, key, issuer: iss, clientId: client, signer, nowMs } = options;
  const exp = Math.floor(nowMs / 1000) + dataTokenLifetimeSeconds;
  const { exp: _exp, iss: _iss, ...userClaims } = claims;
  const header = { typ: "JWT", kid: key.kid, alg: "ES256", iss, client, signer, exp };
  const input = `${paddedBase64Url(header)}.${paddedBase64Url({ ...userClaims, exp, iss })}`;
  const signature = sign("sha256", Buffer.from(input), {
    key: key.privateKey,
    dsaEncoding: "ieee-p1363",
  });
  return `${input}.${padded(signature)}`;
}

function paddedBase64Url(value: unknown): string {
  return padded(Buffer.from(JSON.stringify(value)));
}

function padded(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}
