import {
  createHmac,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
} from "node:crypto";

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

type Claims = Record<string, unknown>;

/** The protected header of a real load balancer, in its order. */
export function dataHeader(changes: Claims = {}): Claims {
  return {
    typ: "JWT",
    kid: dataKid,
    alg: "ES256",
    iss: issuer,
    client: clientId,
    signer: loadBalancerArn,
    exp: nowSeconds + 120,
    ...changes,
  };
}

/** User claims as Cognito's userInfo endpoint returns them: `email_verified` is a string. */
export function dataPayload(changes: Claims = {}): Claims {
  return {
    sub: subject,
    email_verified: "true",
    name: "Ada Lovelace",
    email: "ada@example.com",
    username: "ada",
    exp: nowSeconds + 120,
    iss: issuer,
    ...changes,
  };
}

export function accessHeader(changes: Claims = {}): Claims {
  return { kid: accessKid, alg: "RS256", ...changes };
}

export function accessPayload(changes: Claims = {}): Claims {
  return {
    sub: subject,
    "cognito:groups": ["staff"],
    iss: issuer,
    version: 2,
    client_id: clientId,
    origin_jti: "d1f3a3b8-57ad-4ad7-8a6b-bcf6e2a7a111",
    token_use: "access",
    scope: "openid email tasks/read",
    auth_time: nowSeconds - 60,
    exp: nowSeconds + 900,
    iat: nowSeconds - 60,
    jti: "0a7d0a9e-0f0b-4ac4-a0a9-0c7f9f5f1d11",
    username: "ada",
    ...changes,
  };
}

/** base64url with `=`, as the load balancer writes it and JWS libraries do not. */
export function paddedBase64Url(bytes: Buffer | string): string {
  return Buffer.from(bytes).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}

export interface DataTokenParts {
  readonly header?: Claims;
  readonly payload?: Claims;
  /** Instead of `payload`, for what JSON.stringify cannot write. */
  readonly payloadText?: string;
  readonly key?: KeyObject;
}

/** A data token in its real wire shape: padded segments, r‖s signature over the padding. */
export function signDataToken(parts: DataTokenParts = {}): string {
  const { header = dataHeader(), payload = dataPayload(), key } = parts;
  const signed = [JSON.stringify(header), parts.payloadText ?? JSON.stringify(payload)]
    .map(paddedBase64Url)
    .join(".");
  const signature = signBytes("sha256", Buffer.from(signed), {
    key: key ?? dataKeys.privateKey,
    dsaEncoding: "ieee-p1363",
  });
  return `${signed}.${paddedBase64Url(signature)}`;
}

export interface AccessTokenParts {
  readonly header?: Claims;
  readonly payload?: Claims;
  readonly key?: KeyObject;
}

export function signAccessToken({ header, payload, key }: AccessTokenParts = {}): string {
  const signed = [header ?? accessHeader(), payload ?? accessPayload()]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = createSign("RSA-SHA256")
    .update(signed)
    .sign(key ?? accessKeys.privateKey);
  return `${signed}.${signature.toString("base64url")}`;
}

/** The same claims, signed with an algorithm that must be rejected. */
export function withAlgorithm(alg: "none" | "HS256" | "RS256"): string {
  const headerText = paddedBase64Url(JSON.stringify(dataHeader({ alg })));
  const signed = `${headerText}.${paddedBase64Url(JSON.stringify(dataPayload()))}`;
  const publicPem = dataKeys.publicKey.export({ type: "spki", format: "pem" });
  const signature = {
    none: () => Buffer.alloc(0),
    HS256: () => createHmac("sha256", publicPem).update(signed).digest(),
    RS256: () => createSign("RSA-SHA256").update(signed).sign(accessKeys.privateKey),
  }[alg]();
  return `${signed}.${paddedBase64Url(signature)}`;
}

/** The three headers of a signed-in request. */
export interface SignedInHeaders {
  readonly data: string;
  readonly accessToken: string;
  readonly identity: string;
}

export function signedInHeaders(changes: Partial<SignedInHeaders> = {}): SignedInHeaders {
  return { data: signDataToken(), accessToken: signAccessToken(), identity: subject, ...changes };
}

/** As `node:http` gives them. */
export function toRequestHeaders({ data, accessToken, identity }: SignedInHeaders) {
  return {
    "x-amzn-oidc-accesstoken": accessToken,
    "x-amzn-oidc-identity": identity,
    "x-amzn-oidc-data": data,
  };
}

/** Names and values in turn, as they are sent. */
export function rawHeaders(headers: SignedInHeaders): string[] {
  return Object.entries(toRequestHeaders(headers)).flat();
}
