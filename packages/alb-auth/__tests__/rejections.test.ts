import { authErrors } from "../src/error-codes.ts";
import { rejections } from "./support/rejections.ts";
import {
  accessPayload,
  clientId,
  dataHeader,
  signAccessToken,
  signDataToken,
  signedInHeaders,
} from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const table = rejections.map((row) => [row.code, row.name, row] as const);

describe("AlbVerifier refuses with one code of the table", () => {
  it.each(table)("%s: %s", async (code, _name, row) => {
    const fixture = new VerifierFixture();

    expect(await fixture.outcome(row.headers)).toBe(code);
  });

  it("ERR_CLIENT_MISMATCH: tokens of two clients that are both ours", async () => {
    const fixture = new VerifierFixture({ clientIds: [clientId, "secondclient"] });
    const accessToken = signAccessToken({ payload: accessPayload({ client_id: "secondclient" }) });

    expect(await fixture.outcome(signedInHeaders({ accessToken }))).toBe("ERR_CLIENT_MISMATCH");
  });
});

describe("AlbVerifier spends no fetch on what gives itself away", () => {
  const givenAway = rejections.filter((row) => row.givenAway);

  it.each(givenAway.map((row) => [row.name, row] as const))("0 fetches: %s", async (_name, row) => {
    const fixture = new VerifierFixture();
    // A forged access token is met after a real data token, whose key may have been fetched.
    const budget = row.name.startsWith("access token") ? 1 : 0;

    await fixture.outcome(row.headers);

    expect(fixture.endpoints.jwksFetches).toBe(0);
    expect(fixture.endpoints.publicKeyFetches).toBe(budget);
  });
});

describe("AlbVerifier after a valid request", () => {
  it.each(table)("%s, with warm caches: %s", async (code, _name, row) => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());

    expect(await fixture.outcome(row.headers)).toBe(code);
  });

  it("accepts tokens with and without padding in every segment", async () => {
    const fixture = new VerifierFixture();
    for (const padding of ["", "x", "xx"]) {
      const data = signDataToken({ header: dataHeader({ note: padding }) });

      expect(await fixture.outcome(signedInHeaders({ data }))).toMatchObject({ username: "ada" });
    }
  });
});

describe("the table of codes", () => {
  it("has a row here or in the tests of headers, guards and faults for each code", () => {
    const elsewhere = [
      "ERR_AUTHENTICATION_REQUIRED",
      "ERR_DATA_MISSING",
      "ERR_ACCESS_MISSING",
      "ERR_IDENTITY_MISSING",
      "ERR_HEADER_REPEATED",
      "ERR_KEY_FETCH_LIMIT",
      "ERR_KEYS_UNAVAILABLE",
      "ERR_JWKS_UNAVAILABLE",
      "ERR_CLIENT_MISMATCH",
      "ERR_SCOPE_MISSING",
      "ERR_GROUP_MISSING",
    ];
    const covered = new Set<string>([...rejections.map((row) => row.code), ...elsewhere]);

    expect(Object.keys(authErrors).filter((code) => !covered.has(code))).toEqual([]);
  });
});
