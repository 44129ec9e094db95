import { randomUUID } from "node:crypto";
import type { Answer } from "./support/key-endpoints.ts";
import {
  accessHeader,
  accessKeys,
  accessPayload,
  dataHeader,
  dataKeys,
  dataKid,
  dataPayload,
  nowSeconds,
  otherAccessKeys,
  otherDataKeys,
  signAccessToken,
  signDataToken,
  signedInHeaders,
} from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const signedIn = expect.objectContaining({ username: "ada" });
const hour = 3_600;

/** Fresh headers, valid at the fixture's clock: nothing in the memory of tokens can answer them. */
function freshHeaders(fixture: VerifierFixture, kid = dataKid) {
  const exp = Math.floor(fixture.nowMilliseconds / 1000) + 120;
  return signedInHeaders({
    data: signDataToken({ header: dataHeader({ exp, kid }), payload: dataPayload({ exp }) }),
    accessToken: signAccessToken({ payload: accessPayload({ exp: exp + 800 }) }),
  });
}

/** Lets background refreshes, which no request waits for, come to their end. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 30));
}

describe("the public-key endpoint", () => {
  it.each<[string, Answer, string, number]>([
    ["down", "network error", "ERR_KEYS_UNAVAILABLE", 3],
    ["failing", { status: 500, text: "" }, "ERR_KEYS_UNAVAILABLE", 3],
    ["throttling", { status: 429, text: "" }, "ERR_KEYS_UNAVAILABLE", 3],
    ["answering garbage", { status: 200, text: "<html>" }, "ERR_KEYS_UNAVAILABLE", 3],
    ["answering with an RSA key", { status: 200, text: rsaPem() }, "ERR_KEYS_UNAVAILABLE", 3],
    ["answering with a flood", { status: 200, text: "x".repeat(1e6) }, "ERR_KEYS_UNAVAILABLE", 3],
    ["saying 404", { status: 404, text: "" }, "ERR_KEY_NOT_FOUND", 1],
    ["saying 403", { status: 403, text: "" }, "ERR_KEY_NOT_FOUND", 1],
  ])("%s, is asked as often as it makes sense", async (_name, answer, code, fetches) => {
    const fixture = new VerifierFixture();
    fixture.endpoints.publicKeyFault = answer;

    expect(await fixture.outcome(signedInHeaders())).toBe(code);
    expect(fixture.endpoints.publicKeyFetches).toBe(fetches);
  });

  it("slow, is given up after the timeout", async () => {
    const fixture = new VerifierFixture({ timeoutMilliseconds: 20, maxAttempts: 2 });
    fixture.endpoints.publicKeyFault = "never";
    const startedAt = performance.now();

    expect(await fixture.outcome(signedInHeaders())).toBe("ERR_KEYS_UNAVAILABLE");
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it("flapping, is asked again within the same request", async () => {
    const fixture = new VerifierFixture();
    fixture.endpoints.publicKeyFault = (attempt) => (attempt < 3 ? "network error" : undefined);

    expect(await fixture.outcome(signedInHeaders())).toEqual(signedIn);
  });

  it("is not asked again at once for a kid it does not know, and is after half a minute", async () => {
    const fixture = new VerifierFixture();
    fixture.endpoints.publicKeys.clear();
    for (let i = 0; i < 5; i++) await fixture.outcome(signedInHeaders());
    expect(fixture.endpoints.publicKeyFetches).toBe(1);

    fixture.endpoints.publicKeys.set(dataKid, dataKeys.publicKey);
    fixture.passSeconds(31);

    expect(await fixture.outcome(freshHeaders(fixture))).toEqual(signedIn);
  });

  it("makes room for a new key on rotation", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    const kid = randomUUID();
    fixture.endpoints.publicKeys.set(kid, otherDataKeys.publicKey);
    const data = signDataToken({ header: dataHeader({ kid }), key: otherDataKeys.privateKey });

    expect(await fixture.outcome(signedInHeaders({ data }))).toEqual(signedIn);
    expect(await fixture.outcome(freshHeaders(fixture))).toEqual(signedIn);
  });

  it("down for days, leaves the last good key in use", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    fixture.endpoints.publicKeyFault = "network error";
    fixture.endpoints.jwksFault = "network error";

    for (let day = 0; day < 3; day++) {
      fixture.passSeconds(24 * hour);
      expect(await fixture.outcome(freshHeaders(fixture))).toEqual(signedIn);
      await settle();
    }
  });

  it("saying later that a key is gone, has it forgotten", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    fixture.endpoints.publicKeys.clear();
    fixture.passSeconds(2 * hour);
    await fixture.outcome(freshHeaders(fixture));
    await settle();

    expect(await fixture.outcome(freshHeaders(fixture))).toBe("ERR_KEY_NOT_FOUND");
  });

  it("having given a wrong key once, is asked again a minute later", async () => {
    const fixture = new VerifierFixture();
    fixture.endpoints.publicKeys.set(dataKid, otherDataKeys.publicKey);
    expect(await fixture.outcome(signedInHeaders())).toBe("ERR_DATA_SIGNATURE");

    fixture.endpoints.publicKeys.set(dataKid, dataKeys.publicKey);
    fixture.passSeconds(61);
    await fixture.outcome(freshHeaders(fixture));
    await settle();

    expect(await fixture.outcome(freshHeaders(fixture))).toEqual(signedIn);
    expect(fixture.endpoints.publicKeyFetches).toBe(2);
  });

  it("is asked once by 200 requests at once for a new kid", async () => {
    const fixture = new VerifierFixture();
    const requests = Array.from({ length: 200 }, () => fixture.outcome(signedInHeaders()));

    expect(await Promise.all(requests)).toEqual(Array(200).fill(signedIn));
    expect(fixture.endpoints.publicKeyFetches).toBe(1);
    expect(fixture.endpoints.jwksFetches).toBe(1);
  });

  it("is asked at most the capped number of times by 10,000 forged kids", async () => {
    const fixture = new VerifierFixture({ maxFetchesPerMinute: 25 });
    const valid = signedInHeaders();
    const forged = valid.data.split(".");
    const outcomes = new Map<string, number>();
    for (let i = 0; i < 10_000; i++) {
      const header = Buffer.from(JSON.stringify(dataHeader({ kid: randomUUID() })));
      const data = [header.toString("base64url"), forged[1], forged[2]].join(".");
      const outcome = String(await fixture.outcome({ ...valid, data }));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }

    expect(fixture.endpoints.publicKeyFetches).toBe(25);
    expect(Object.fromEntries(outcomes)).toEqual({
      ERR_KEY_NOT_FOUND: 25,
      ERR_KEY_FETCH_LIMIT: 9_975,
    });

    fixture.passSeconds(61);
    expect(await fixture.outcome(freshHeaders(fixture))).toEqual(signedIn);
  });

  it("keeps the keys in use when more are seen than are held", async () => {
    const fixture = new VerifierFixture({ maxPublicKeys: 2 });
    await fixture.outcome(freshHeaders(fixture));
    for (let i = 0; i < 5; i++) {
      const kid = randomUUID();
      fixture.endpoints.publicKeys.set(kid, dataKeys.publicKey);
      await fixture.outcome(freshHeaders(fixture, kid));
      fixture.passSeconds(1);
      await fixture.outcome(freshHeaders(fixture));
    }

    expect(fixture.endpoints.fetched.filter((url) => url.endsWith(dataKid))).toHaveLength(1);
  });
});

describe("the JWKS", () => {
  it.each<[string, Answer]>([
    ["down", "network error"],
    ["failing", { status: 503, text: "" }],
    ["absent", { status: 404, text: "" }],
    ["garbage", { status: 200, text: "{}" }],
    ["empty", { status: 200, text: '{"keys":[]}' }],
  ])("%s at the first request, is an outage and not a forgery", async (_name, answer) => {
    const fixture = new VerifierFixture();
    fixture.endpoints.jwksFault = answer;

    expect(await fixture.outcome(signedInHeaders())).toBe("ERR_JWKS_UNAVAILABLE");
  });

  it("is fetched again for a kid it does not hold: rotation", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    fixture.endpoints.jwks.set("pool-key-2=", otherAccessKeys.publicKey);
    const accessToken = signAccessToken({
      header: accessHeader({ kid: "pool-key-2=" }),
      key: otherAccessKeys.privateKey,
    });

    expect(await fixture.outcome(signedInHeaders({ accessToken }))).toEqual(signedIn);
    expect(fixture.endpoints.jwksFetches).toBe(2);
  });

  it("is not fetched more often than the cap for invented kids", async () => {
    const fixture = new VerifierFixture({ maxFetchesPerMinute: 10 });
    for (let i = 0; i < 100; i++) {
      const accessToken = signAccessToken({ header: accessHeader({ kid: `k${i}` }) });
      expect(await fixture.outcome(signedInHeaders({ accessToken }))).toBe("ERR_ACCESS_KEY");
    }

    expect(fixture.endpoints.jwksFetches).toBe(10);
  });

  it("without a key it had, no longer lets that key's tokens in", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    fixture.endpoints.jwks.clear();
    fixture.endpoints.jwks.set("pool-key-2=", otherAccessKeys.publicKey);
    fixture.passSeconds(11 * 60);
    await fixture.outcome(freshHeaders(fixture));
    await settle();
    fixture.passSeconds(1);

    expect(await fixture.outcome(freshHeaders(fixture))).toBe("ERR_ACCESS_KEY");
  });
});

describe("the memory of verified tokens", () => {
  it("ends with the data token", async () => {
    const fixture = new VerifierFixture();
    const headers = signedInHeaders();
    expect(await fixture.outcome(headers)).toEqual(signedIn);

    fixture.passSeconds(119);
    expect(await fixture.outcome(headers)).toEqual(signedIn);
    fixture.passSeconds(1);
    expect(await fixture.outcome(headers)).toBe("ERR_DATA_EXPIRED");
  });

  it("ends with the access token", async () => {
    const fixture = new VerifierFixture();
    const accessToken = signAccessToken({ payload: accessPayload({ exp: nowSeconds + 10 }) });
    expect(await fixture.outcome(signedInHeaders({ accessToken }))).toEqual(signedIn);

    fixture.passSeconds(10);
    expect(await fixture.outcome(signedInHeaders({ accessToken }))).toBe("ERR_ACCESS_EXPIRED");
  });

  it("may be switched off", async () => {
    const fixture = new VerifierFixture({ maxRecentDataTokens: 0, maxRecentAccessTokens: 0 });
    const headers = signedInHeaders();

    expect(await fixture.outcome(headers)).toEqual(signedIn);
    expect(await fixture.outcome(headers)).toEqual(signedIn);
  });
});

function rsaPem(): string {
  return String(accessKeys.publicKey.export({ type: "spki", format: "pem" }));
}
