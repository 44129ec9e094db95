import { createHmac, randomUUID, sign } from "node:crypto";
import { paddedBase64Url } from "./base64url.ts";
import {
  type Forgery,
  type ForgeToken,
  forgedDataToken,
  otherArn,
  otherDataKeys,
  otherPool,
} from "./forgery.ts";
import type { Claims, TestTokens } from "./test-tokens.ts";

function withHeader(changes: Claims | ((tokens: TestTokens) => Claims)): ForgeToken {
  return (tokens) => {
    const header = tokens.dataHeader(typeof changes === "function" ? changes(tokens) : changes);
    return tokens.signDataToken({ header });
  };
}

function withPayload(changes: Claims | ((tokens: TestTokens) => Claims)): ForgeToken {
  return (tokens) => {
    const payload = tokens.dataPayload(typeof changes === "function" ? changes(tokens) : changes);
    return tokens.signDataToken({ payload });
  };
}

/** A valid token, with its segments replaced. */
function edited(edit: (header: string, payload: string, signature: string) => string): ForgeToken {
  return (tokens) => {
    const [header = "", payload = "", signature = ""] = tokens.signDataToken().split(".");
    return edit(header, payload, signature);
  };
}

/** The same claims, signed with an algorithm that must be rejected. */
function withAlgorithm(alg: "none" | "HS256" | "RS256"): ForgeToken {
  return (tokens) => {
    const { dataKeys, accessKeys } = tokens.source;
    const header = paddedBase64Url(JSON.stringify(tokens.dataHeader({ alg })));
    const signed = `${header}.${paddedBase64Url(JSON.stringify(tokens.dataPayload()))}`;
    const publicPem = dataKeys.publicKey.export({ type: "spki", format: "pem" });
    const signature = {
      none: () => Buffer.alloc(0),
      HS256: () => createHmac("sha256", publicPem).update(signed).digest(),
      RS256: () => sign("sha256", Buffer.from(signed), accessKeys.privateKey),
    }[alg]();
    return `${signed}.${paddedBase64Url(signature)}`;
  };
}

/** Signed by somebody else, with the key to verify it in the header. */
const withEmbeddedKey: ForgeToken = (tokens) => {
  const { publicKey, privateKey } = otherDataKeys();
  const header = tokens.dataHeader({ jwk: publicKey.export({ format: "jwk" }) });
  return tokens.signDataToken({ header, key: privateKey });
};

/** A valid signature in the other encoding of ECDSA, which a JWS does not use. */
const withDerSignature: ForgeToken = (tokens) => {
  const token = tokens.signDataToken();
  const signed = token.slice(0, token.lastIndexOf("."));
  const signature = sign("sha256", Buffer.from(signed), tokens.source.dataKeys.privateKey);
  return `${signed}.${paddedBase64Url(signature)}`;
};

/** A valid token without `=`. Its claims are as long as it takes to have some, so that signed bytes are missing. */
const withoutPadding: ForgeToken = (tokens) => {
  const claims = JSON.stringify(tokens.dataPayload());
  const payloadText = Buffer.byteLength(claims) % 3 === 0 ? `${claims} ` : claims;
  return tokens.signDataToken({ payloadText }).replaceAll("=", "");
};

/** Replaces one character in the middle of a text, staying inside base64url. */
function flipBit(text: string): string {
  const middle = Math.floor(text.length / 2);
  const replacement = text[middle] === "A" ? "B" : "A";
  return text.slice(0, middle) + replacement + text.slice(middle + 1);
}

/** A claim that is an array in an array in an array … */
function withNestedClaim(levels: number): ForgeToken {
  return (tokens) => {
    const claim = `${"[".repeat(levels)}${"]".repeat(levels)}`;
    const claims = JSON.stringify(tokens.dataPayload()).slice(0, -1);
    return tokens.signDataToken({ payloadText: `${claims},"nested":${claim}}` });
  };
}

const givenAway: readonly Forgery[] = [
  forgedDataToken("empty", "ERR_DATA_MALFORMED", () => ""),
  forgedDataToken("not a JWT", "ERR_DATA_MALFORMED", () => "not-a-token"),
  forgedDataToken("claims as plain JSON", "ERR_DATA_MALFORMED", (tokens) =>
    JSON.stringify(tokens.dataPayload()),
  ),
  forgedDataToken("claims as base64", "ERR_DATA_MALFORMED", (tokens) =>
    paddedBase64Url(JSON.stringify(tokens.dataPayload())),
  ),
  forgedDataToken(
    "two segments",
    "ERR_DATA_MALFORMED",
    edited((header, payload) => `${header}.${payload}`),
  ),
  forgedDataToken(
    "four segments",
    "ERR_DATA_MALFORMED",
    edited((...segments) => `${segments.join(".")}.AAAA`),
  ),
  forgedDataToken(
    "header is not JSON",
    "ERR_DATA_MALFORMED",
    edited((_header, payload, signature) => `AAAA.${payload}.${signature}`),
  ),
  forgedDataToken(
    "header is an array",
    "ERR_DATA_MALFORMED",
    edited((_header, payload, signature) => `W10=.${payload}.${signature}`),
  ),
  forgedDataToken("two tokens joined by a comma", "ERR_DATA_MALFORMED", (tokens) =>
    [tokens.signDataToken(), tokens.signDataToken()].join(", "),
  ),
  forgedDataToken(
    "oversize",
    "ERR_DATA_OVERSIZE",
    (tokens) => `${tokens.signDataToken()}${"A".repeat(16_384)}`,
  ),
  forgedDataToken("critical extension", "ERR_DATA_MALFORMED", withHeader({ crit: ["exp"] })),
  forgedDataToken("alg none", "ERR_DATA_ALGORITHM", withAlgorithm("none")),
  forgedDataToken("alg HS256 with the public key", "ERR_DATA_ALGORITHM", withAlgorithm("HS256")),
  forgedDataToken("alg RS256", "ERR_DATA_ALGORITHM", withAlgorithm("RS256")),
  forgedDataToken("no alg", "ERR_DATA_ALGORITHM", withHeader({ alg: undefined })),
  forgedDataToken("no kid", "ERR_DATA_KID", withHeader({ kid: undefined })),
  forgedDataToken("kid not a UUID", "ERR_DATA_KID", withHeader({ kid: "key-1" })),
  forgedDataToken("kid a path", "ERR_DATA_KID", withHeader({ kid: "../../other-bucket/key" })),
  forgedDataToken("kid a URL", "ERR_DATA_KID", withHeader({ kid: "https://evil.example/key.pem" })),
  forgedDataToken("other signer", "ERR_DATA_SIGNER", withHeader({ signer: otherArn })),
  forgedDataToken("no signer", "ERR_DATA_SIGNER", withHeader({ signer: undefined })),
  forgedDataToken(
    "signer an array",
    "ERR_DATA_SIGNER",
    withHeader(({ source }) => ({ signer: [source.loadBalancerArn] })),
  ),
  forgedDataToken("other client", "ERR_DATA_CLIENT", withHeader({ client: "anotherclient" })),
  forgedDataToken("other issuer", "ERR_DATA_ISSUER", withHeader({ iss: otherPool })),
  forgedDataToken(
    "no exp in the header",
    "ERR_DATA_EXPIRY_MISSING",
    withHeader({ exp: undefined }),
  ),
  forgedDataToken(
    "exp as a string",
    "ERR_DATA_EXPIRY_MISSING",
    withHeader(({ nowSeconds }) => ({ exp: `${nowSeconds + 120}` })),
  ),
  forgedDataToken(
    "expired in the header only",
    "ERR_DATA_EXPIRED",
    withHeader(({ nowSeconds }) => ({ exp: nowSeconds - 1 })),
  ),
  forgedDataToken(
    "expires in this second",
    "ERR_DATA_EXPIRED",
    withHeader(({ nowSeconds }) => ({ exp: nowSeconds })),
  ),
  forgedDataToken("expired", "ERR_DATA_EXPIRED", (tokens) => {
    const exp = tokens.nowSeconds - 60;
    return tokens.signDataToken({
      header: tokens.dataHeader({ exp }),
      payload: tokens.dataPayload({ exp }),
    });
  }),
];

const signedByOthers: readonly Forgery[] = [
  forgedDataToken(
    "unknown kid",
    "ERR_KEY_NOT_FOUND",
    withHeader(() => ({ kid: randomUUID() })),
    false,
  ),
  forgedDataToken(
    "signed by another key",
    "ERR_DATA_SIGNATURE",
    (tokens) => tokens.signDataToken({ key: otherDataKeys().privateKey }),
    false,
  ),
  forgedDataToken(
    "signed by another key, which its header has",
    "ERR_DATA_SIGNATURE",
    withEmbeddedKey,
    false,
  ),
  forgedDataToken("stripped padding", "ERR_DATA_SIGNATURE", withoutPadding, false),
  forgedDataToken(
    "truncated",
    "ERR_DATA_SIGNATURE",
    (tokens) => tokens.signDataToken().slice(0, -8),
    false,
  ),
  forgedDataToken("signature in DER", "ERR_DATA_SIGNATURE", withDerSignature, false),
  forgedDataToken(
    "signature of zeros",
    "ERR_DATA_SIGNATURE",
    edited((header, payload) => `${header}.${payload}.${paddedBase64Url(Buffer.alloc(64))}`),
    false,
  ),
  forgedDataToken(
    "bit-flipped signature",
    "ERR_DATA_SIGNATURE",
    edited((header, payload, signature) => `${header}.${payload}.${flipBit(signature)}`),
    false,
  ),
  forgedDataToken(
    "bit-flipped payload",
    "ERR_DATA_SIGNATURE",
    edited((header, payload, signature) => `${header}.${flipBit(payload)}.${signature}`),
    false,
  ),
  forgedDataToken(
    "payload swapped",
    "ERR_DATA_SIGNATURE",
    (tokens) => {
      const [header, , signature] = tokens.signDataToken().split(".");
      const claims = JSON.stringify(tokens.dataPayload({ email: "eve@example.com" }));
      return [header, paddedBase64Url(claims), signature].join(".");
    },
    false,
  ),
];

const withWrongClaims: readonly Forgery[] = [
  forgedDataToken(
    "no exp in the payload",
    "ERR_DATA_EXPIRY_MISSING",
    withPayload({ exp: undefined }),
    false,
  ),
  forgedDataToken(
    "expired in the payload only",
    "ERR_DATA_EXPIRED",
    withPayload({ exp: 1 }),
    false,
  ),
  forgedDataToken(
    "no iss in the payload",
    "ERR_DATA_CLAIMS_DIFFER",
    withPayload({ iss: undefined }),
    false,
  ),
  forgedDataToken(
    "other iss in the payload",
    "ERR_DATA_CLAIMS_DIFFER",
    withPayload({ iss: otherPool }),
    false,
  ),
  forgedDataToken(
    "later exp in the payload",
    "ERR_DATA_CLAIMS_DIFFER",
    withPayload(({ nowSeconds }) => ({ exp: nowSeconds + 9999 })),
    false,
  ),
  forgedDataToken("no sub", "ERR_DATA_SUBJECT_MISSING", withPayload({ sub: undefined }), false),
  forgedDataToken("empty sub", "ERR_DATA_SUBJECT_MISSING", withPayload({ sub: "" }), false),
  forgedDataToken(
    "claims nested 5,000 levels deep",
    "ERR_DATA_NESTED",
    withNestedClaim(5_000),
    false,
  ),
  forgedDataToken("claims nested 21 levels deep", "ERR_DATA_NESTED", withNestedClaim(20), false),
  forgedDataToken(
    "another user's",
    "ERR_SUBJECT_MISMATCH",
    withPayload({ sub: "somebody-else" }),
    false,
  ),
];

/** Requests whose data token is forged, expired or malformed. */
export const forgedDataTokens: readonly Forgery[] = [
  ...givenAway,
  ...signedByOthers,
  ...withWrongClaims,
];
