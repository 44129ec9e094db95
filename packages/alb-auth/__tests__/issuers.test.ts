import {
  accessKeys,
  accessPayload,
  dataHeader,
  dataPayload,
  issuer,
  nowSeconds,
  otherAccessKeys,
  type SignedInHeaders,
  signAccessToken,
  signDataToken,
  signedInHeaders,
} from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const signedIn = expect.objectContaining({ username: "ada" });
const updated = issuer.replace("https://cognito-idp", "https://issuer-cognito-idp");
const otherPool = `${issuer.slice(0, -1)}2`;

function headersOf(dataIssuer: string, accessIssuer: string, key = accessKeys): SignedInHeaders {
  return signedInHeaders({
    data: signDataToken({
      header: dataHeader({ iss: dataIssuer }),
      payload: dataPayload({ iss: dataIssuer }),
    }),
    accessToken: signAccessToken({
      payload: accessPayload({ iss: accessIssuer, exp: nowSeconds + 900 }),
      key: key.privateKey,
    }),
  });
}

describe("the issuers of one user pool", () => {
  it.each([
    ["the original one", issuer],
    ["the updated one", updated],
    ["both", [issuer, updated]],
  ])("are accepted in every combination when %s is given", async (_name, given) => {
    const fixture = new VerifierFixture({ issuer: given });
    for (const dataIssuer of [issuer, updated]) {
      for (const accessIssuer of [issuer, updated]) {
        expect(await fixture.outcome(headersOf(dataIssuer, accessIssuer))).toEqual(signedIn);
      }
    }
    const [first] = [given].flat();
    expect(fixture.endpoints.fetched).toContain(`${first}/.well-known/jwks.json`);
    expect(fixture.endpoints.jwksFetches).toBe(1);
  });

  it.each([
    ["a third host", issuer.replace("cognito-idp", "issuer2-cognito-idp")],
    ["another pool", otherPool],
    ["the other form of another pool", otherPool.replace("cognito-idp", "issuer-cognito-idp")],
    ["another region", issuer.replace("eu-central-1.", "eu-west-1.")],
    ["plain HTTP", issuer.replace("https", "http")],
    ["a trailing slash", `${issuer}/`],
  ])("are not %s", async (_name, other) => {
    const fixture = new VerifierFixture({ issuer: [issuer, updated] });

    expect(await fixture.outcome(headersOf(other, issuer))).toBe("ERR_DATA_ISSUER");
    expect(await fixture.outcome(headersOf(issuer, other))).toBe("ERR_ACCESS_ISSUER");
  });

  it("are one for a provider that is not Cognito", async () => {
    const given = "https://idp.example.com/pool";
    const fixture = new VerifierFixture({ issuer: given });

    expect(await fixture.outcome(headersOf(given, given))).toEqual(signedIn);
    expect(await fixture.outcome(headersOf("https://issuer-idp.example.com/pool", given))).toBe(
      "ERR_DATA_ISSUER",
    );
  });
});

describe("several user pools", () => {
  it("have keys of their own: a token is verified with those of its issuer", async () => {
    const fixture = new VerifierFixture({ issuer: [issuer, otherPool] });
    fixture.endpoints.jwksOf.set(otherPool, otherAccessKeys.publicKey);

    expect(await fixture.outcome(headersOf(issuer, issuer))).toEqual(signedIn);
    expect(await fixture.outcome(headersOf(otherPool, otherPool, otherAccessKeys))).toEqual(
      signedIn,
    );
    expect(await fixture.outcome(headersOf(otherPool, otherPool))).toBe("ERR_ACCESS_SIGNATURE");
    expect(await fixture.outcome(headersOf(issuer, issuer, otherAccessKeys))).toBe(
      "ERR_ACCESS_SIGNATURE",
    );
  });

  it("are ready once the JWKS of each is loaded", async () => {
    const fixture = new VerifierFixture({ issuer: [issuer, otherPool] });
    fixture.endpoints.jwksOf.set(otherPool, "network error");
    expect(await fixture.verifier.loadKeySet()).toBe(false);

    fixture.endpoints.jwksOf.clear();
    expect(await fixture.verifier.loadKeySet()).toBe(true);
    expect(await fixture.verifier.loadKeySet()).toBe(true);
  });

  it("cannot share one jwksUrl", () => {
    expect(
      () =>
        new VerifierFixture({ issuer: [issuer, otherPool], jwksUrl: "https://example.com/jwks" }),
    ).toThrow(/"jwksUrl" is one address, but "issuer" names several user pools/);
  });
});
