import { TokenCache } from "../src/token-cache.ts";
import { accessPayload, nowSeconds, signAccessToken, signedInHeaders } from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const signedIn = expect.objectContaining({ username: "ada" });

describe("TokenCache", () => {
  it("evicts the oldest entry when it is full", () => {
    const cache = new TokenCache<number>(3);
    for (let i = 0; i < 10; i++) cache.set(`token-${i}`, i, 100);

    expect(cache.size).toBe(3);
    expect(cache.get("token-6", 0)).toBeUndefined();
    expect(cache.get("token-7", 0)).toBe(7);
  });

  it("drops an entry in the second of its expiry", () => {
    const cache = new TokenCache<number>(3);
    cache.set("token", 1, 100);

    expect(cache.get("token", 99.9)).toBe(1);
    expect(cache.get("token", 100)).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it("does not confuse tokens with the same end", () => {
    const cache = new TokenCache<number>(3);
    const end = "s".repeat(86);
    cache.set(`header.payload.${end}`, 1, 100);

    expect(cache.get(`header.forged.${end}`, 0)).toBeUndefined();
    expect(cache.get(`header.payload.${end}`, 0)).toBe(1);
  });
});

describe("the cache of an AlbVerifier", () => {
  it("expires with the data token", async () => {
    const fixture = new VerifierFixture();
    const headers = signedInHeaders();
    expect(await fixture.outcome(headers)).toEqual(signedIn);

    fixture.passSeconds(119);
    expect(await fixture.outcome(headers)).toEqual(signedIn);
    fixture.passSeconds(1);
    expect(await fixture.outcome(headers)).toBe("ERR_DATA_EXPIRED");
  });

  it.each([0, 100])("expires with the access token and its grace: %i entries", async (entries) => {
    const fixture = new VerifierFixture({
      accessTokenGraceSeconds: 5,
      maxCachedAccessTokens: entries,
    });
    const accessToken = signAccessToken({ payload: accessPayload({ exp: nowSeconds + 10 }) });
    expect(await fixture.outcome(signedInHeaders({ accessToken }))).toEqual(signedIn);

    fixture.passSeconds(14.9);
    expect(await fixture.outcome(signedInHeaders({ accessToken }))).toEqual(signedIn);
    fixture.passSeconds(0.1);
    expect(await fixture.outcome(signedInHeaders({ accessToken }))).toBe("ERR_ACCESS_EXPIRED");
  });

  it("can be disabled", async () => {
    const fixture = new VerifierFixture({ maxCachedDataTokens: 0, maxCachedAccessTokens: 0 });
    const headers = signedInHeaders();

    expect(await fixture.outcome(headers)).toEqual(signedIn);
    expect(await fixture.outcome(headers)).toEqual(signedIn);
  });
});

describe("TokenCache with fromSecondTime", () => {
  it("adds a token when it is set a second time", () => {
    const cache = new TokenCache<string>(10, { fromSecondTime: true });

    cache.set("token", "first", 100);
    expect(cache.get("token", 0)).toBeUndefined();

    cache.set("token", "second", 100);
    expect(cache.get("token", 0)).toBe("second");
  });

  it("holds nothing of tokens that come once", () => {
    const cache = new TokenCache<number>(5_000, { fromSecondTime: true });
    for (let i = 0; i < 20_000; i++) cache.set(`header.payload.signature-of-token-${i}`, i, 100);

    expect(cache.size).toBeLessThan(100);
  });
});
