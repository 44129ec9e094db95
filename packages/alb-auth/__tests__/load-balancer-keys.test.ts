import { randomUUID } from "node:crypto";
import type { EndpointResponse } from "./support/key-endpoints.ts";
import {
  accessKeys,
  dataHeader,
  dataKeys,
  dataKid,
  otherDataKeys,
  signDataToken,
  signedInHeaders,
} from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const signedIn = expect.objectContaining({ username: "ada" });
const hour = 3_600;

describe("the public-key endpoint", () => {
  it.each<[string, EndpointResponse, string, number]>([
    ["down", "network error", "ERR_KEYS_UNAVAILABLE", 3],
    ["failing", { status: 500, text: "" }, "ERR_KEYS_UNAVAILABLE", 3],
    ["throttling", { status: 429, text: "" }, "ERR_KEYS_UNAVAILABLE", 3],
    ["returning HTML", { status: 200, text: "<html>" }, "ERR_KEYS_UNAVAILABLE", 3],
    ["returning an RSA key", { status: 200, text: rsaPem() }, "ERR_KEYS_UNAVAILABLE", 3],
    ["returning a megabyte", { status: 200, text: "x".repeat(1e6) }, "ERR_KEYS_UNAVAILABLE", 3],
    ["returning 404", { status: 404, text: "" }, "ERR_KEY_NOT_FOUND", 1],
    ["returning 403", { status: 403, text: "" }, "ERR_KEY_NOT_FOUND", 1],
  ])("%s: throws %s after %i fetches", async (_name, response, code, fetches) => {
    const fixture = new VerifierFixture();
    fixture.endpoints.publicKeyFailure = response;

    expect(await fixture.outcome(signedInHeaders())).toBe(code);
    expect(fixture.endpoints.publicKeyFetches).toBe(fetches);
  });

  it("too slow: throws after the timeout", async () => {
    const fixture = new VerifierFixture({ timeoutMs: 20, maxAttempts: 2 });
    fixture.endpoints.publicKeyFailure = "timeout";

    expect(await fixture.outcome(signedInHeaders())).toBe("ERR_KEYS_UNAVAILABLE");
    expect(fixture.endpoints.publicKeyFetches).toBe(2);
  });

  it("failing twice: is fetched a third time for the same request", async () => {
    const fixture = new VerifierFixture();
    fixture.endpoints.publicKeyFailure = (attempt) => (attempt < 3 ? "network error" : undefined);

    expect(await fixture.outcome(signedInHeaders())).toEqual(signedIn);
  });

  it("without a kid: is fetched for it again only after half a minute", async () => {
    const fixture = new VerifierFixture();
    fixture.endpoints.publicKeys.clear();
    for (let i = 0; i < 5; i++) await fixture.outcome(signedInHeaders());
    expect(fixture.endpoints.publicKeyFetches).toBe(1);

    fixture.endpoints.publicKeys.set(dataKid, dataKeys.publicKey);
    fixture.passSeconds(31);

    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
  });

  it("with a new key: is fetched for it", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    const kid = randomUUID();
    fixture.endpoints.publicKeys.set(kid, otherDataKeys.publicKey);
    const data = signDataToken({ header: dataHeader({ kid }), key: otherDataKeys.privateKey });

    expect(await fixture.outcome(signedInHeaders({ data }))).toEqual(signedIn);
    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
  });

  it("down for days: the last good key stays in use", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    fixture.endpoints.publicKeyFailure = "network error";
    fixture.endpoints.jwksFailure = "network error";

    for (let day = 0; day < 3; day++) {
      fixture.passSeconds(24 * hour);
      expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
      await fixture.untilPublicKeyFetches(1 + (day + 1) * 3);
    }
  });

  it("returning 404 later: the key is dropped", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    fixture.endpoints.publicKeys.clear();
    fixture.passSeconds(2 * hour);
    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);

    await fixture.untilOutcome("ERR_KEY_NOT_FOUND");
  });

  it("with a wrong key: is fetched again a minute later", async () => {
    const fixture = new VerifierFixture();
    fixture.endpoints.publicKeys.set(dataKid, otherDataKeys.publicKey);
    expect(await fixture.outcome(signedInHeaders())).toBe("ERR_DATA_SIGNATURE");

    fixture.endpoints.publicKeys.set(dataKid, dataKeys.publicKey);
    fixture.passSeconds(61);
    expect(await fixture.outcome(fixture.freshHeaders())).toBe("ERR_DATA_SIGNATURE");
    await fixture.untilPublicKeyFetches(2);

    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
  });

  it("is fetched once for 200 concurrent requests", async () => {
    const fixture = new VerifierFixture();
    const requests = Array.from({ length: 200 }, () => fixture.outcome(signedInHeaders()));

    expect(await Promise.all(requests)).toEqual(Array(200).fill(signedIn));
    expect(fixture.endpoints.publicKeyFetches).toBe(1);
    expect(fixture.endpoints.jwksFetches).toBe(1);
  });

  it("is fetched at most maxFetchesPerMinute times for 10,000 forged kids", async () => {
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
    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
  });

  it("evicts the least recently used key", async () => {
    const fixture = new VerifierFixture({ maxPublicKeys: 2 });
    await fixture.outcome(fixture.freshHeaders());
    for (let i = 0; i < 5; i++) {
      const kid = randomUUID();
      fixture.endpoints.publicKeys.set(kid, dataKeys.publicKey);
      await fixture.outcome(fixture.freshHeaders(kid));
      fixture.passSeconds(1);
      await fixture.outcome(fixture.freshHeaders());
    }

    expect(fixture.endpoints.fetched.filter((url) => url.endsWith(dataKid))).toHaveLength(1);
  });
});

function rsaPem(): string {
  return String(accessKeys.publicKey.export({ type: "spki", format: "pem" }));
}
