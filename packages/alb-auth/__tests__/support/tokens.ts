import { generateKeyPairSync } from "node:crypto";
import { requestHeaders } from "../../src/testing/request-headers.ts";
import { type Claims, type HeaderValues, TestTokens } from "../../src/testing/test-tokens.ts";

/** The load balancer, app client and user pool of the tests. */
export const loadBalancerArn =
  "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/example/50dc6c495c0c9188";
export const clientId = "4k3h2g1f0e9d8c7b6a5example";
export const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_ExAmPlE01";
export const subject = "8e7d6c5b-4a39-4281-9f0e-1d2c3b4a5f60";
export const dataKid = "5be1a2c3-d4e5-4f60-8a7b-9c0d1e2f3a4b";
export const accessKid = "pool-key-1=";

export const dataKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
export const otherDataKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
export const accessKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const otherAccessKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** The time of the tests: 2026-09-21T14:13:20Z. */
export const nowSeconds = 1_790_000_000;

/** The tokens of the tests: always the same user at the same time. */
export const tokens = new TestTokens({
  loadBalancerArn,
  clientId,
  issuer,
  dataKid,
  dataKeys,
  accessKid,
  accessKeys,
  user: {
    subject,
    username: "ada",
    email: "ada@example.com",
    groups: ["staff"],
    scopes: ["openid", "email", "tasks/read"],
    claims: { name: "Ada Lovelace" },
    accessTokenClaims: {},
  },
  now: () => nowSeconds * 1000,
});

export const dataHeader = (changes?: Claims) => tokens.dataHeader(changes);
export const dataPayload = (changes?: Claims) => tokens.dataPayload(changes);
export const accessHeader = (changes?: Claims) => tokens.accessHeader(changes);
export const accessPayload = (changes?: Claims) => tokens.accessPayload(changes);
export const signDataToken: TestTokens["signDataToken"] = (parts) => tokens.signDataToken(parts);
export const signAccessToken: TestTokens["signAccessToken"] = (parts) =>
  tokens.signAccessToken(parts);

/** The values of the three headers of a signed-in request. */
export type SignedInHeaders = HeaderValues;

export function signedInHeaders(changes: Partial<SignedInHeaders> = {}): SignedInHeaders {
  return tokens.headerValues(changes);
}

/** As `node:http` gives them. */
export const toRequestHeaders = requestHeaders;

/** Names and values in turn, as they are sent. */
export function rawHeaders(headers: Partial<SignedInHeaders>): string[] {
  return Object.entries(requestHeaders(headers)).flat();
}
