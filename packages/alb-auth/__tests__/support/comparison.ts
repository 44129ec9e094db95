import { CognitoJwtVerifier } from "aws-jwt-verify";
import { AlbJwksCache } from "aws-jwt-verify/alb-cache";
import { AlbJwtVerifier } from "aws-jwt-verify/alb-verifier";
import { type RejectionRow, rejections } from "./rejections.ts";
import {
  accessKeys,
  accessKid,
  clientId,
  dataKeys,
  dataKid,
  issuer,
  loadBalancerArn,
  nowSeconds,
} from "./tokens.ts";

/** aws-jwt-verify as its README configures it, counting the keys that it fetches. */
export function createPeer() {
  const fetched: string[] = [];
  const pem = String(dataKeys.publicKey.export({ type: "spki", format: "pem" }));
  const fetcher = {
    fetch: async (uri: string) => {
      fetched.push(uri);
      if (!uri.endsWith(dataKid)) throw new Error("404");
      return new TextEncoder().encode(pem).buffer as ArrayBuffer;
    },
  };
  const data = AlbJwtVerifier.create(
    { albArn: loadBalancerArn, issuer, clientId },
    { jwksCache: new AlbJwksCache({ fetcher }) },
  );
  const access = CognitoJwtVerifier.create({
    userPoolId: issuer.slice(issuer.lastIndexOf("/") + 1),
    tokenUse: "access",
    clientId,
  });
  const jwk = accessKeys.publicKey.export({ format: "jwk" }) as { n: string; e: string };
  access.cacheJwks({
    keys: [{ ...jwk, kty: "RSA", kid: accessKid, alg: "RS256", use: "sig" }],
  });
  return { data, access, fetched };
}

/** Runs with the clock of the tokens: aws-jwt-verify reads `Date.now` and has no option for it. */
export async function atTokenTime<T>(run: () => Promise<T>): Promise<T> {
  const { now } = Date;
  Date.now = () => nowSeconds * 1000;
  try {
    return await run();
  } finally {
    Date.now = now;
  }
}

async function differences(part: RejectionRow["part"]) {
  const lines: string[] = [];
  for (const { name, code, headers, isGivenAway } of rejections.filter(
    (row) => row.part === part,
  )) {
    // A mismatch between tokens is not an error of either token.
    if (code === "ERR_SUBJECT_MISMATCH") continue;
    const { data, access, fetched } = createPeer();
    const verification =
      part === "data token"
        ? data.verify(headers.data ?? "")
        : access.verify(headers.accessToken ?? "");
    const isAccepted = await verification.then(
      () => true,
      () => false,
    );
    if (isAccepted) lines.push(`| ${name} | \`${code}\` | accepts |`);
    else if (isGivenAway && fetched.length > 0) {
      lines.push(`| ${name} | \`${code}\` | rejects after ${fetched.length} key fetch |`);
    }
  }
  return lines;
}

/** The text of docs/comparison.md. */
export function comparisonPage(): Promise<string> {
  return atTokenTime(async () =>
    [
      "# Compared with aws-jwt-verify",
      "",
      "Tokens that `alb-auth` rejects and [aws-jwt-verify](https://github.com/awslabs/aws-jwt-verify)",
      "5.2.1 (with `albArn`, `issuer` and `clientId`) accepts, or rejects only after a key fetch that",
      "the token's unverified header makes unnecessary. Generated from the test suite.",
      "",
      "| token | alb-auth | aws-jwt-verify |",
      "| --- | --- | --- |",
      ...(await differences("data token")),
      ...(await differences("access token")),
      "",
      "The checks across the three headers are not in the table: aws-jwt-verify verifies one token at",
      "a time.",
      "",
    ].join("\n"),
  );
}
