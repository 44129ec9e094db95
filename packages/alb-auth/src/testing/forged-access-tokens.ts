import { createHmac } from "node:crypto";
import { unpaddedBase64Url } from "./base64url.ts";
import {
  type Forgery,
  type ForgeToken,
  forgedAccessToken,
  otherAccessKeys,
  otherPool,
} from "./forgery.ts";
import type { Claims, TestTokens } from "./test-tokens.ts";

function withHeader(changes: Claims): ForgeToken {
  return (tokens) => tokens.signAccessToken({ header: tokens.accessHeader(changes) });
}

function withPayload(changes: Claims | ((tokens: TestTokens) => Claims)): ForgeToken {
  return (tokens) => {
    const payload = tokens.accessPayload(typeof changes === "function" ? changes(tokens) : changes);
    return tokens.signAccessToken({ payload });
  };
}

/** The same claims, with no signature or one that anybody can make. */
function withAlgorithm(alg: "none" | "HS256"): ForgeToken {
  return (tokens) => {
    const signed = [tokens.accessHeader({ alg }), tokens.accessPayload()]
      .map((part) => unpaddedBase64Url(JSON.stringify(part)))
      .join(".");
    if (alg === "none") return `${signed}.`;
    const pem = tokens.source.accessKeys.publicKey.export({ type: "spki", format: "pem" });
    return `${signed}.${unpaddedBase64Url(createHmac("sha256", pem).update(signed).digest())}`;
  };
}

/** Requests whose access token is forged, expired or malformed. */
export const forgedAccessTokens: readonly Forgery[] = [
  forgedAccessToken("not a JWT", "ERR_ACCESS_MALFORMED", () => "opaque"),
  forgedAccessToken("empty", "ERR_ACCESS_MALFORMED", () => ""),
  forgedAccessToken("oversize", "ERR_ACCESS_OVERSIZE", () => "A".repeat(16_385)),
  forgedAccessToken("alg none", "ERR_ACCESS_ALGORITHM", withAlgorithm("none")),
  forgedAccessToken(
    "alg HS256 with the public key",
    "ERR_ACCESS_ALGORITHM",
    withAlgorithm("HS256"),
  ),
  forgedAccessToken("of another pool", "ERR_ACCESS_ISSUER", withPayload({ iss: otherPool })),
  forgedAccessToken(
    "an ID token instead",
    "ERR_ACCESS_USE",
    withPayload(({ source }) => ({ token_use: "id", aud: source.clientId, client_id: undefined })),
  ),
  forgedAccessToken("of another client", "ERR_ACCESS_CLIENT", withPayload({ client_id: "other" })),
  forgedAccessToken("no sub", "ERR_ACCESS_CLAIMS", withPayload({ sub: undefined })),
  forgedAccessToken("no exp", "ERR_ACCESS_CLAIMS", withPayload({ exp: undefined })),
  forgedAccessToken(
    "scope not a string",
    "ERR_ACCESS_CLAIMS",
    withPayload({ scope: ["tasks/write"] }),
  ),
  forgedAccessToken(
    "groups not a list",
    "ERR_ACCESS_CLAIMS",
    withPayload({ "cognito:groups": "admins" }),
  ),
  forgedAccessToken(
    "expired",
    "ERR_ACCESS_EXPIRED",
    withPayload(({ nowSeconds }) => ({ exp: nowSeconds - 10 })),
  ),
  forgedAccessToken(
    "not valid yet",
    "ERR_ACCESS_CLAIMS",
    withPayload(({ nowSeconds }) => ({ nbf: nowSeconds + 60 })),
  ),
  forgedAccessToken("critical extension", "ERR_ACCESS_MALFORMED", withHeader({ crit: ["exp"] })),
  forgedAccessToken("padded", "ERR_ACCESS_MALFORMED", (tokens) => `${tokens.signAccessToken()}=`),
  forgedAccessToken("no kid", "ERR_ACCESS_KEY", withHeader({ kid: undefined })),
  forgedAccessToken("unknown kid", "ERR_ACCESS_KEY", withHeader({ kid: "other" }), false),
  forgedAccessToken(
    "signed by another pool's key",
    "ERR_ACCESS_SIGNATURE",
    (tokens) => tokens.signAccessToken({ key: otherAccessKeys().privateKey }),
    false,
  ),
  forgedAccessToken(
    "truncated",
    "ERR_ACCESS_SIGNATURE",
    (tokens) => tokens.signAccessToken().slice(0, -8),
    false,
  ),
  forgedAccessToken(
    "of another user",
    "ERR_SUBJECT_MISMATCH",
    withPayload({ sub: "somebody-else" }),
    false,
  ),
];
