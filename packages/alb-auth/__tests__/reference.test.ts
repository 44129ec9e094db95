import { CognitoJwtVerifier } from "aws-jwt-verify";
import { AlbJwksCache } from "aws-jwt-verify/alb-cache";
import { AlbJwtVerifier } from "aws-jwt-verify/alb-verifier";
import {
  expectGenerated,
  markdownTable,
} from "../../../container/__tests__/support/generated-docs.ts";
import { accessRejections, dataRejections, type RejectionRow } from "./support/rejections.ts";
import {
  accessKeys,
  accessKid,
  clientId,
  dataKeys,
  dataKid,
  issuer,
  loadBalancerArn,
  nowSeconds,
  signAccessToken,
  signDataToken,
  signedInHeaders,
} from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

beforeEach(() => {
  jest.useFakeTimers({ now: nowSeconds * 1000, doNotFake: ["nextTick", "setImmediate"] });
});
afterEach(() => {
  jest.useRealTimers();
});

/** aws-jwt-verify as its README has it, with a count of the keys it fetches. */
function createReference() {
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
  const key = { ...jwk, kty: "RSA" as const, kid: accessKid, alg: "RS256" as const, use: "sig" };
  access.cacheJwks({ keys: [key] });
  return { data, access, fetched };
}

async function referenceOf(row: RejectionRow, kind: "data" | "access") {
  const { data, access, fetched } = createReference();
  const verification =
    kind === "data" ? data.verify(row.headers.data) : access.verify(row.headers.accessToken);
  const accepts = await verification.then(
    () => true,
    () => false,
  );
  return { accepts, fetches: fetched.length };
}

async function differencesOf(rows: readonly RejectionRow[], kind: "data" | "access") {
  const differences: string[][] = [];
  for (const row of rows) {
    const { accepts, fetches } = await referenceOf(row, kind);
    const needless = row.givenAway && fetches > 0;
    // A mismatch between tokens is no fault of either token.
    if (row.code === "ERR_SUBJECT_MISMATCH" || (!accepts && !needless)) continue;
    differences.push([
      row.name,
      `\`${row.code}\``,
      accepts ? "accepts" : `refuses, ${fetches} fetch`,
    ]);
  }
  return differences;
}

describe("aws-jwt-verify as a reference", () => {
  it("accepts the tokens that we accept", async () => {
    const { data, access } = createReference();

    await expect(data.verify(signDataToken())).resolves.toBeDefined();
    await expect(access.verify(signAccessToken())).resolves.toBeDefined();
    expect(await new VerifierFixture().outcome(signedInHeaders())).toMatchObject({
      username: "ada",
    });
  });

  it("differs in the rows that docs/container.md lists: in each we are the stricter", async () => {
    const differences = [
      ...(await differencesOf(dataRejections, "data")),
      ...(await differencesOf(accessRejections, "access")),
    ];

    expect(differences.length).toBeGreaterThan(0);
    expectGenerated(
      "docs/container.md",
      "differences",
      markdownTable(["forged", "alb-auth refuses with", "aws-jwt-verify"], differences),
    );
  });
});
