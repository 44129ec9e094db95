import { randomUUID } from "node:crypto";
import type { EndpointResponse } from "./support/key-endpoints.ts";
import {
  accessKeys,
  dataHeader,
  dataKeys,
  dataKid,
  otherAccessKeys,
  otherDataKeys,
  signDataToken,
  signedInHeaders,
  toRequestHeaders,
} from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const signedIn = expect.objectContaining({ username: "ada" });
const hour = 3_600;
const s3Denial = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";

describe("the public-key endpoint", () => {
  it.each<[string, string, number, EndpointResponse]>([
    ["down", "ERR_KEYS_UNAVAILABLE", 3, "network error"],
    ["failing", "ERR_KEYS_UNAVAILABLE", 3, { status: 500, text: "" }],
    ["throttling", "ERR_KEYS_UNAVAILABLE", 3, { status: 429, text: "" }],
    ["returning HTML", "ERR_KEYS_UNAVAILABLE", 3, { status: 200, text: "<html>" }],
    ["returning an RSA key", "ERR_KEYS_UNAVAILABLE", 3, { status: 200, text: rsaPem() }],
    ["returning a megabyte", "ERR_KEYS_UNAVAILABLE", 3, { status: 200, text: "x".repeat(1e6) }],
    ["returning 404", "ERR_KEY_NOT_FOUND", 1, { status: 404, text: "" }],
    ["returning 410", "ERR_KEY_NOT_FOUND", 1, { status: 410, text: "" }],
    ["returning S3's 403", "ERR_KEY_NOT_FOUND", 1, { status: 403, text: s3Denial }],
    ["behind a proxy that returns 403", "ERR_KEYS_UNAVAILABLE", 1, { status: 403, text: "" }],
    ["behind a proxy that returns 408", "ERR_KEYS_UNAVAILABLE", 3, { status: 408, text: "" }],
    ["behind a proxy that returns 407", "ERR_KEYS_UNAVAILABLE", 1, { status: 407, text: "" }],
  ])("%s: throws %s after %i fetches", async (_name, code, fetches, response) => {
    const fixture = new VerifierFixture();
    fixture.endpoints.publicKeyFailure = response;

    expect(await fixture.outcome(signedInHeaders())).toBe(code);
    expect(fixture.endpoints.publicKeyFetches).toBe(fetches);
  });

  it("returning 200 MB: is read no further than 64 KiB", async () => {
    let sentBytes = 0;
    const body = () =>
      new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull: (controller) => {
          sentBytes += 16_384;
          controller.enqueue(new Uint8Array(16_384));
          if (sentBytes > 200e6) controller.close();
        },
      });
    const fixture = new VerifierFixture();
    const { verifier } = new VerifierFixture({
      maxAttempts: 1,
      fetch: async (url, init) =>
        url.endsWith(".json") ? fixture.endpoints.fetch(url, init) : new Response(body()),
    });

    await expect(verifier.verify(toRequestHeaders(signedInHeaders()))).rejects.toMatchObject({
      code: "ERR_KEYS_UNAVAILABLE",
    });
    expect(sentBytes).toBeLessThanOrEqual(65_536 + 3 * 16_384);
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

  it("without a kid: is fetched for it again a second later, then more and more rarely", async () => {
    const fixture = new VerifierFixture();
    fixture.endpoints.publicKeys.clear();
    const fetchedAtSeconds: number[] = [];
    for (let second = 0; second < 300; second++) {
      const before = fixture.endpoints.publicKeyFetches;
      expect(await fixture.outcome(fixture.freshHeaders())).toBe("ERR_KEY_NOT_FOUND");
      expect(await fixture.outcome(fixture.freshHeaders())).toBe("ERR_KEY_NOT_FOUND");
      if (fixture.endpoints.publicKeyFetches > before) fetchedAtSeconds.push(second);
      fixture.passSeconds(1);
    }
    expect(fetchedAtSeconds.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(fetchedAtSeconds.slice(-2)).toEqual([268, 298]);

    fixture.endpoints.publicKeys.set(dataKid, dataKeys.publicKey);
    fixture.passSeconds(30);
    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
  });

  it("without a kid for half a second: returns 401 for one second", async () => {
    const fixture = new VerifierFixture();
    fixture.endpoints.publicKeys.clear();
    await fixture.outcome(fixture.freshHeaders());
    fixture.endpoints.publicKeys.set(dataKid, dataKeys.publicKey);
    fixture.passSeconds(1);

    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
  });

  it.each<[string, EndpointResponse]>([
    ["down", "network error"],
    ["failing", { status: 500, text: "" }],
    ["behind a proxy that denies", { status: 403, text: "<html>denied</html>" }],
  ])(
    "%s for ten minutes while a key rotates: returns 503, and signs in a second after",
    async (_name, failure) => {
      const fixture = new VerifierFixture({ maxAttempts: 1 });
      await fixture.outcome(signedInHeaders());
      const kid = randomUUID();
      fixture.endpoints.publicKeys.set(kid, dataKeys.publicKey);
      fixture.endpoints.publicKeyFailure = failure;
      const outcomes = new Set<unknown>();
      for (let i = 0; i < 3_000; i++) {
        outcomes.add(await fixture.outcome(fixture.freshHeaders({ kid })));
        fixture.passSeconds(0.2);
      }
      expect([...outcomes]).toEqual(["ERR_KEYS_UNAVAILABLE"]);

      fixture.endpoints.publicKeyFailure = undefined;
      fixture.passSeconds(0.8);
      expect(await fixture.outcome(fixture.freshHeaders({ kid }))).toEqual(signedIn);
    },
  );

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

  it("returning 404 for minutes: the key is dropped", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    fixture.endpoints.publicKeys.clear();
    fixture.passSeconds(2 * hour);

    const acceptedSeconds = await fixture.secondsUntil("ERR_KEY_NOT_FOUND");

    expect(acceptedSeconds).toBeGreaterThanOrEqual(5 * 60);
    expect(acceptedSeconds).toBeLessThan(7 * 60);
  });

  it("returning 404 every other time: the key is kept", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    for (let i = 0; i < 20; i++) {
      if (i % 2 === 0) fixture.endpoints.publicKeys.clear();
      else fixture.endpoints.publicKeys.set(dataKid, dataKeys.publicKey);
      fixture.passSeconds(2 * hour);
      expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
      await fixture.untilIdle();
    }
  });

  it("behind a proxy that returns 403 for a day: the key is kept", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    fixture.endpoints.publicKeyFailure = { status: 403, text: "" };
    for (let i = 0; i < 24; i++) {
      fixture.passSeconds(hour);
      expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
      await fixture.untilIdle();
    }
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
    // 200 verifications in one turn of a busy machine must not count as a slow endpoint.
    const fixture = new VerifierFixture({ timeoutMs: 30_000 });
    const requests = Array.from({ length: 200 }, () => fixture.outcome(signedInHeaders()));

    expect(await Promise.all(requests)).toEqual(Array(200).fill(signedIn));
    expect(fixture.endpoints.publicKeyFetches).toBe(1);
    expect(fixture.endpoints.jwksFetches).toBe(1);
  });

  it("is not fetched for a forged kid without a valid access token", async () => {
    const fixture = new VerifierFixture();
    const accessKey = otherAccessKeys.privateKey;
    const outcomes = new Set<unknown>();
    for (let i = 0; i < 100; i++) {
      outcomes.add(await fixture.outcome(fixture.freshHeaders({ kid: randomUUID(), accessKey })));
    }

    expect(fixture.endpoints.publicKeyFetches).toBe(0);
    expect([...outcomes]).toEqual(["ERR_ACCESS_SIGNATURE"]);
    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
  });

  it("is fetched at most maxFetchesPerMinutePerUser times for one user's forged kids", async () => {
    const fixture = new VerifierFixture({ maxFetchesPerMinutePerUser: 6 });
    const outcomes = new Map<unknown, number>();
    for (let i = 0; i < 120; i++) {
      const outcome = await fixture.outcome(
        fixture.freshHeaders({ kid: randomUUID(), user: "eve" }),
      );
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      fixture.passSeconds(0.5);
    }

    expect(Object.fromEntries(outcomes)).toEqual({
      ERR_KEY_NOT_FOUND: 5,
      ERR_KEY_FETCH_LIMIT: 115,
    });
    expect(fixture.endpoints.publicKeyFetches).toBe(5);
    // Another user is not affected, and so the first one is not either, once the key is cached.
    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
    expect(await fixture.outcome(fixture.freshHeaders({ user: "eve" }))).toMatchObject({
      subject: "eve",
    });
  });

  it("is fetched at most maxFetchesPerMinute times for all users' forged kids", async () => {
    const fixture = new VerifierFixture({ maxFetchesPerMinute: 20 });
    for (let i = 0; i < 120; i++) {
      await fixture.outcome(fixture.freshHeaders({ kid: randomUUID(), user: `eve-${i}` }));
      fixture.passSeconds(0.5);
    }

    expect(fixture.endpoints.publicKeyFetches).toBeGreaterThanOrEqual(18);
    expect(fixture.endpoints.publicKeyFetches).toBeLessThanOrEqual(20);
  });

  it("down: retries and lookups take nothing from the user's budget", async () => {
    const fixture = new VerifierFixture({ maxFetchesPerMinutePerUser: 1 });
    fixture.endpoints.publicKeyFailure = "network error";
    for (let second = 0; second < 30; second++) {
      await fixture.outcome(fixture.freshHeaders());
      fixture.passSeconds(1);
    }
    expect(fixture.endpoints.publicKeyFetches).toBe(90);
    fixture.endpoints.publicKeyFailure = undefined;

    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
  });

  it("evicts the least recently used key", async () => {
    const fixture = new VerifierFixture({ maxPublicKeys: 2 });
    await fixture.outcome(fixture.freshHeaders());
    for (let i = 0; i < 5; i++) {
      const kid = randomUUID();
      fixture.endpoints.publicKeys.set(kid, dataKeys.publicKey);
      await fixture.outcome(fixture.freshHeaders({ kid }));
      fixture.passSeconds(1);
      await fixture.outcome(fixture.freshHeaders());
    }

    expect(fixture.endpoints.fetched.filter((url) => url.endsWith(dataKid))).toHaveLength(1);
  });
});

function rsaPem(): string {
  return String(accessKeys.publicKey.export({ type: "spki", format: "pem" }));
}
