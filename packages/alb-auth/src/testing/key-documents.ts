import type { KeyObject } from "node:crypto";

/** A load balancer's public key as its endpoint returns it. */
export function publicKeyDocument(key: KeyObject): string {
  return String(key.export({ type: "spki", format: "pem" }));
}

/** The JWKS of a user pool. @see https://www.rfc-editor.org/rfc/rfc7517#section-5 */
export function jwksDocument(keys: ReadonlyMap<string, KeyObject>): string {
  const jwks = [...keys].map(([kid, key]) => ({
    ...key.export({ format: "jwk" }),
    alg: "RS256",
    kid,
    use: "sig",
  }));
  return JSON.stringify({ keys: jwks });
}

/** S3's response for an object that does not exist, to somebody who may not list the bucket. */
export const accessDeniedDocument =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
