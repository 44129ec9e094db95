import { type KeyObject, sign } from "node:crypto";

type Fields = Readonly<Record<string, unknown>>;

/** What is different in a token. */
export interface TokenChanges {
  readonly header?: Fields;
  readonly payload?: Fields;
}

/** The token with other claims, and with the signature of the former ones. */
export function withoutNewSignature(token: string, changes: TokenChanges): string {
  const { signed } = edited(token, changes);
  return `${signed}.${token.slice(token.lastIndexOf(".") + 1)}`;
}

/** The token with other claims, signed with a key of its kind: elliptic curve or RSA. */
export function signedAgain(token: string, changes: TokenChanges, privateKey: KeyObject): string {
  const { signed, encode } = edited(token, changes);
  const signature = sign("sha256", Buffer.from(signed), {
    key: privateKey,
    ...(privateKey.asymmetricKeyType === "ec" && { dsaEncoding: "ieee-p1363" as const }),
  });
  return `${signed}.${encode(signature)}`;
}

function edited(token: string, { header = {}, payload = {} }: TokenChanges) {
  // A load balancer pads its base64url, Cognito does not.
  const encode = token.includes("=") ? paddedBase64Url : unpaddedBase64Url;
  const [first = "", second = ""] = token.split(".");
  const signed = [
    { ...decode(first), ...header },
    { ...decode(second), ...payload },
  ]
    .map((part) => encode(Buffer.from(JSON.stringify(part))))
    .join(".");
  return { signed, encode };
}

function decode(segment: string): Fields {
  return JSON.parse(Buffer.from(segment, "base64url").toString("utf8"));
}

function unpaddedBase64Url(bytes: Buffer): string {
  return bytes.toString("base64url");
}

function paddedBase64Url(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}
