import type { TokenPart } from "./forged-request.ts";

/** What acceptance of a forged request of `alb-auth/testing` shows. */
interface Meaning {
  readonly weakness: string;
  readonly reads: readonly TokenPart[];
  readonly needsEvidence?: boolean;
}

const data = (weakness: string): Meaning => ({ weakness, reads: ["data token"] });
const access = (weakness: string): Meaning => ({ weakness, reads: ["access token"] });
const bothTokens = { weakness: "subjects-not-compared", reads: ["data token", "access token"] };
const identity = { weakness: "identity-header-not-compared", reads: [], needsEvidence: true };

const meanings: Readonly<Record<string, Meaning>> = {
  "data token: empty": data("data-token-optional"),
  "data token: not a JWT": data("data-signature-not-verified"),
  "data token: claims as plain JSON": data("data-unsigned-claims"),
  "data token: claims as base64": data("data-unsigned-claims"),
  "data token: two segments": data("data-signature-not-verified"),
  "data token: header is not JSON": data("data-signature-not-verified"),
  "data token: header is an array": data("data-signature-not-verified"),
  "data token: oversize": data("data-signature-not-verified"),
  "data token: alg none": data("data-alg-none"),
  "data token: alg HS256 with the public key": data("data-alg-not-pinned"),
  "data token: alg RS256": data("data-alg-not-pinned"),
  "data token: other signer": data("data-signer-not-checked"),
  "data token: other client": data("data-client-not-checked"),
  "data token: signed by another key": data("data-signature-not-verified"),
  "data token: signed by another key, which its header has": data("data-key-from-token"),
  "data token: stripped padding": data("data-padding-not-signed"),
  "data token: truncated": data("data-signature-not-verified"),
  "data token: signature of zeros": data("data-signature-not-verified"),
  "data token: bit-flipped signature": data("data-signature-not-verified"),
  "data token: bit-flipped payload": data("data-signature-not-verified"),
  "data token: payload swapped": data("data-signature-not-verified"),
  "data token: another user's": bothTokens as Meaning,
  "access token: not a JWT": access("access-signature-not-verified"),
  "access token: empty": access("access-token-optional"),
  "access token: oversize": access("access-signature-not-verified"),
  "access token: alg none": access("access-alg-none"),
  "access token: alg HS256 with the public key": access("access-alg-not-pinned"),
  "access token: of another pool": access("access-issuer-not-checked"),
  "access token: an ID token instead": access("access-use-not-checked"),
  "access token: of another client": access("access-client-not-checked"),
  "access token: signed by another pool's key": access("access-signature-not-verified"),
  "access token: truncated": access("access-signature-not-verified"),
  "access token: of another user": bothTokens as Meaning,
  "identity header alone": { weakness: "identity-header-trusted", reads: [] },
  "no data token": data("data-token-optional"),
  "no access token": access("access-token-optional"),
  "no identity header": identity,
  "identity header of another user": identity,
  "identity header empty": identity,
  "session of another application": {
    weakness: "session-of-another-application",
    reads: ["data token", "access token"],
  },
  "data and access token swapped": data("data-signature-not-verified"),
};

/** Sent as a control: a program that accepts it can be told nothing else about. */
const controls: readonly string[] = ["no header"];

/**
 * What it means when a program accepts a forged request of `alb-auth/testing`; `undefined` for those that
 * are controls. Tokens without an entry could be signed by the load balancer or the user pool only.
 */
export function meaningOf(name: string): Meaning | undefined {
  if (controls.includes(name)) return undefined;
  const unusual = name.startsWith("access token: ")
    ? access("access-token-unusual")
    : data("data-token-unusual");
  return meanings[name] ?? unusual;
}

/** Whether a program may fail to read the token at all, rather than reject it. */
export function isMalformed(name: string): boolean {
  return /: (?:empty|not a JWT|claims as|two seg|four seg|header is|oversize|bit-flipped payload|claims nested)/.test(
    name,
  );
}
