import type { AlbAuthErrorCode } from "../../index.ts";
import {
  accessHeader,
  accessPayload,
  dataHeader,
  dataPayload,
  nowSeconds,
  otherAccessKeys,
  otherDataKeys,
  paddedBase64Url,
  type SignedInHeaders,
  signAccessToken,
  signDataToken,
  signedInHeaders,
  withAlgorithm,
} from "./tokens.ts";

/** A forged or broken request, and the code that it is rejected with. */
export interface RejectionRow {
  readonly name: string;
  readonly code: AlbAuthErrorCode;
  readonly headers: SignedInHeaders;
  /** Whether the unverified header or claims give it away, so that no key may be fetched. */
  readonly isGivenAway: boolean;
}

const otherArn =
  "arn:aws:elasticloadbalancing:eu-central-1:999999999999:loadbalancer/app/evil/60dc6c495c0c9188";
const otherPool = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_0thEr";

function data(
  name: string,
  code: AlbAuthErrorCode,
  token: string,
  isGivenAway = true,
): RejectionRow {
  return {
    name: `data token: ${name}`,
    code,
    headers: signedInHeaders({ data: token }),
    isGivenAway,
  };
}

function access(
  name: string,
  code: AlbAuthErrorCode,
  token: string,
  isGivenAway = true,
): RejectionRow {
  return {
    name: `access token: ${name}`,
    code,
    headers: signedInHeaders({ accessToken: token }),
    isGivenAway,
  };
}

function withHeader(changes: Record<string, unknown>): string {
  return signDataToken({ header: dataHeader(changes) });
}

function withPayload(changes: Record<string, unknown>): string {
  return signDataToken({ payload: dataPayload(changes) });
}

function withAccessPayload(changes: Record<string, unknown>): string {
  return signAccessToken({ payload: accessPayload(changes) });
}

const valid = signDataToken();
const [headerText = "", payloadText = "", signatureText = ""] = valid.split(".");
const swappedPayload = paddedBase64Url(JSON.stringify(dataPayload({ email: "eve@example.com" })));

/** Flips one bit of one character in the middle of a text, staying inside base64url. */
function flipBit(text: string): string {
  const middle = Math.floor(text.length / 2);
  const replacement = text[middle] === "A" ? "B" : "A";
  return text.slice(0, middle) + replacement + text.slice(middle + 1);
}

/** A claim that is an array in an array in an array … */
function withNestedClaim(levels: number): string {
  const claim = `${"[".repeat(levels)}${"]".repeat(levels)}`;
  const claims = JSON.stringify(dataPayload()).slice(0, -1);
  return signDataToken({ payloadText: `${claims},"nested":${claim}}` });
}

export const dataRejections: readonly RejectionRow[] = [
  data("empty", "ERR_DATA_MALFORMED", ""),
  data("not a JWT", "ERR_DATA_MALFORMED", "not-a-token"),
  data("two segments", "ERR_DATA_MALFORMED", `${headerText}.${payloadText}`),
  data("four segments", "ERR_DATA_MALFORMED", `${valid}.AAAA`),
  data("header is not JSON", "ERR_DATA_MALFORMED", `AAAA.${payloadText}.${signatureText}`),
  data("header is an array", "ERR_DATA_MALFORMED", `W10=.${payloadText}.${signatureText}`),
  data("two tokens joined by a comma", "ERR_DATA_MALFORMED", `${valid}, ${valid}`),
  data("oversize", "ERR_DATA_OVERSIZE", `${valid}${"A".repeat(16_384)}`),
  data("critical extension", "ERR_DATA_MALFORMED", withHeader({ crit: ["exp"] })),
  data("alg none", "ERR_DATA_ALGORITHM", withAlgorithm("none")),
  data("alg HS256 with the public key", "ERR_DATA_ALGORITHM", withAlgorithm("HS256")),
  data("alg RS256", "ERR_DATA_ALGORITHM", withAlgorithm("RS256")),
  data("no alg", "ERR_DATA_ALGORITHM", withHeader({ alg: undefined })),
  data("no kid", "ERR_DATA_KID", withHeader({ kid: undefined })),
  data("kid not a UUID", "ERR_DATA_KID", withHeader({ kid: "key-1" })),
  data("kid a path", "ERR_DATA_KID", withHeader({ kid: "../../other-bucket/key" })),
  data("kid a URL", "ERR_DATA_KID", withHeader({ kid: "https://evil.example/key.pem" })),
  data("other signer", "ERR_DATA_SIGNER", withHeader({ signer: otherArn })),
  data("no signer", "ERR_DATA_SIGNER", withHeader({ signer: undefined })),
  data("signer an array", "ERR_DATA_SIGNER", withHeader({ signer: [dataHeader().signer] })),
  data("other client", "ERR_DATA_CLIENT", withHeader({ client: "anotherclient" })),
  data("other issuer", "ERR_DATA_ISSUER", withHeader({ iss: otherPool })),
  data("no exp in the header", "ERR_DATA_EXPIRY_MISSING", withHeader({ exp: undefined })),
  data("exp as a string", "ERR_DATA_EXPIRY_MISSING", withHeader({ exp: `${nowSeconds + 120}` })),
  data("expired in the header only", "ERR_DATA_EXPIRED", withHeader({ exp: nowSeconds - 1 })),
  data("expires in this second", "ERR_DATA_EXPIRED", withHeader({ exp: nowSeconds })),
  data("unknown kid", "ERR_KEY_NOT_FOUND", withHeader({ kid: crypto.randomUUID() }), false),
  data(
    "signed by another key",
    "ERR_DATA_SIGNATURE",
    signDataToken({ key: otherDataKeys.privateKey }),
    false,
  ),
  data("stripped padding", "ERR_DATA_SIGNATURE", valid.replaceAll("=", ""), false),
  data("truncated", "ERR_DATA_SIGNATURE", valid.slice(0, -8), false),
  data(
    "bit-flipped signature",
    "ERR_DATA_SIGNATURE",
    `${headerText}.${payloadText}.${flipBit(signatureText)}`,
    false,
  ),
  data(
    "bit-flipped payload",
    "ERR_DATA_SIGNATURE",
    `${headerText}.${flipBit(payloadText)}.${signatureText}`,
    false,
  ),
  data(
    "payload swapped",
    "ERR_DATA_SIGNATURE",
    `${headerText}.${swappedPayload}.${signatureText}`,
    false,
  ),
  data("no exp in the payload", "ERR_DATA_EXPIRY_MISSING", withPayload({ exp: undefined }), false),
  data("expired in the payload only", "ERR_DATA_EXPIRED", withPayload({ exp: 1 }), false),
  data("no iss in the payload", "ERR_DATA_CLAIMS_DIFFER", withPayload({ iss: undefined }), false),
  data(
    "other iss in the payload",
    "ERR_DATA_CLAIMS_DIFFER",
    withPayload({ iss: otherPool }),
    false,
  ),
  data(
    "later exp in the payload",
    "ERR_DATA_CLAIMS_DIFFER",
    withPayload({ exp: nowSeconds + 9999 }),
    false,
  ),
  data("no sub", "ERR_DATA_SUBJECT_MISSING", withPayload({ sub: undefined }), false),
  data("empty sub", "ERR_DATA_SUBJECT_MISSING", withPayload({ sub: "" }), false),
  data("claims nested 5,000 levels deep", "ERR_DATA_NESTED", withNestedClaim(5_000), false),
  data("claims nested 21 levels deep", "ERR_DATA_NESTED", withNestedClaim(20), false),
  data("another user's", "ERR_SUBJECT_MISMATCH", withPayload({ sub: "somebody-else" }), false),
];

export const accessRejections: readonly RejectionRow[] = [
  access("not a JWT", "ERR_ACCESS_MALFORMED", "opaque"),
  access("empty", "ERR_ACCESS_MALFORMED", ""),
  access("oversize", "ERR_ACCESS_OVERSIZE", "A".repeat(16_385)),
  access(
    "alg none",
    "ERR_ACCESS_ALGORITHM",
    signAccessToken({ header: accessHeader({ alg: "none" }) }),
  ),
  access(
    "alg HS256",
    "ERR_ACCESS_ALGORITHM",
    signAccessToken({ header: accessHeader({ alg: "HS256" }) }),
  ),
  access("of another pool", "ERR_ACCESS_ISSUER", withAccessPayload({ iss: otherPool })),
  access(
    "an ID token instead",
    "ERR_ACCESS_USE",
    withAccessPayload({ token_use: "id", aud: "4k3h2g1f0e9d8c7b6a5example", client_id: undefined }),
  ),
  access("of another client", "ERR_ACCESS_CLIENT", withAccessPayload({ client_id: "other" })),
  access("no sub", "ERR_ACCESS_CLAIMS", withAccessPayload({ sub: undefined })),
  access("no exp", "ERR_ACCESS_CLAIMS", withAccessPayload({ exp: undefined })),
  access("scope not a string", "ERR_ACCESS_CLAIMS", withAccessPayload({ scope: ["tasks/write"] })),
  access(
    "groups not a list",
    "ERR_ACCESS_CLAIMS",
    withAccessPayload({ "cognito:groups": "admins" }),
  ),
  access("expired", "ERR_ACCESS_EXPIRED", withAccessPayload({ exp: nowSeconds - 10 })),
  access("not valid yet", "ERR_ACCESS_CLAIMS", withAccessPayload({ nbf: nowSeconds + 60 })),
  access(
    "critical extension",
    "ERR_ACCESS_MALFORMED",
    signAccessToken({ header: accessHeader({ crit: ["exp"] }) }),
  ),
  access("padded", "ERR_ACCESS_MALFORMED", `${signAccessToken()}=`),
  access("no kid", "ERR_ACCESS_KEY", signAccessToken({ header: accessHeader({ kid: undefined }) })),
  access(
    "unknown kid",
    "ERR_ACCESS_KEY",
    signAccessToken({ header: accessHeader({ kid: "other" }) }),
    false,
  ),
  access(
    "signed by another pool's key",
    "ERR_ACCESS_SIGNATURE",
    signAccessToken({ key: otherAccessKeys.privateKey }),
    false,
  ),
  access("truncated", "ERR_ACCESS_SIGNATURE", signAccessToken().slice(0, -8), false),
  access(
    "of another user",
    "ERR_SUBJECT_MISMATCH",
    withAccessPayload({ sub: "somebody-else" }),
    false,
  ),
];

export const crossRejections: readonly RejectionRow[] = [
  {
    name: "identity header of another user",
    code: "ERR_SUBJECT_MISMATCH",
    headers: signedInHeaders({ identity: "somebody-else" }),
    isGivenAway: false,
  },
  {
    name: "identity header empty",
    code: "ERR_SUBJECT_MISMATCH",
    headers: signedInHeaders({ identity: "" }),
    isGivenAway: false,
  },
  {
    name: "data and access token swapped",
    code: "ERR_DATA_ALGORITHM",
    headers: signedInHeaders({ data: signAccessToken(), accessToken: signDataToken() }),
    isGivenAway: true,
  },
];

export const rejections = [...dataRejections, ...accessRejections, ...crossRejections];
