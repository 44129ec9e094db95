/** Keys and tokens in the load balancer's real wire shape, valid on today's clock. */
import { createSign, generateKeyPairSync, randomUUID, sign } from "node:crypto";

export const loadBalancerArn =
  "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/example/50dc6c495c0c9188";
export const clientId = "4k3h2g1f0e9d8c7b6a5example";
export const userPoolId = "eu-central-1_ExAmPlE01";
export const issuer = `https://cognito-idp.eu-central-1.amazonaws.com/${userPoolId}`;
/** The user of the cases that have only one. */
export const ada = randomUUID();
const dataKid = randomUUID();
const accessKid = "pool-key-1";
const dataKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const accessKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });

export const publicKeyPem = dataKeys.publicKey.export({ type: "spki", format: "pem" });
export const jwks = {
  keys: [
    { ...accessKeys.publicKey.export({ format: "jwk" }), kid: accessKid, alg: "RS256", use: "sig" },
  ],
};

const expires = Math.floor(Date.now() / 1000) + 3_600;

/** `serial` makes tokens of one user different from one another. */
export function signDataToken(serial, { subject = ada, headerChanges = {} } = {}) {
  const exp = expires + serial;
  const header = { typ: "JWT", kid: dataKid, alg: "ES256", iss: issuer, client: clientId };
  const segments = [
    { ...header, signer: loadBalancerArn, exp, ...headerChanges },
    {
      sub: subject,
      email_verified: "true",
      name: "Ada Lovelace",
      email: "ada@example.com",
      username: "ada",
      exp,
      iss: issuer,
    },
  ].map((part) => padded(Buffer.from(JSON.stringify(part))));
  const signed = segments.join(".");
  const key = { key: dataKeys.privateKey, dsaEncoding: "ieee-p1363" };
  return `${signed}.${padded(sign("sha256", Buffer.from(signed), key))}`;
}

export function signAccessToken(serial, { subject = ada } = {}) {
  const payload = {
    sub: subject,
    "cognito:groups": ["staff"],
    iss: issuer,
    version: 2,
    client_id: clientId,
    token_use: "access",
    scope: "openid email tasks/read",
    auth_time: expires - 3_600,
    exp: expires + serial,
    iat: expires - 3_600,
    jti: randomUUID(),
    username: "ada",
  };
  const signed = [{ kid: accessKid, alg: "RS256" }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = createSign("RSA-SHA256").update(signed).sign(accessKeys.privateKey);
  return `${signed}.${signature.toString("base64url")}`;
}

export function headersFor(data, accessToken, subject = ada) {
  return {
    "x-amzn-oidc-accesstoken": accessToken,
    "x-amzn-oidc-identity": subject,
    "x-amzn-oidc-data": data,
  };
}

function padded(bytes) {
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}
