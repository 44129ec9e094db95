import { generateKeyPairSync } from "node:crypto";
import type { EndpointResponse } from "./support/key-endpoints.ts";
import {
  accessHeader,
  accessKeys,
  accessKid,
  otherAccessKeys,
  otherDataKeys,
  signAccessToken,
  signedInHeaders,
} from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const signedIn = expect.objectContaining({ username: "ada" });

describe("the JWKS", () => {
  it.each<[string, EndpointResponse]>([
    ["down", "network error"],
    ["failing", { status: 503, text: "" }],
    ["absent", { status: 404, text: "" }],
    ["garbage", { status: 200, text: "{}" }],
    ["empty", { status: 200, text: '{"keys":[]}' }],
  ])("%s at the first request: throws ERR_JWKS_UNAVAILABLE", async (_name, response) => {
    const fixture = new VerifierFixture();
    fixture.endpoints.jwksFailure = response;

    expect(await fixture.outcome(signedInHeaders())).toBe("ERR_JWKS_UNAVAILABLE");
  });

  it("is fetched again for an unknown kid, as after a rotation", async () => {
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

  it("down: is fetched again only a second later, with status 503 until then", async () => {
    const fixture = new VerifierFixture();
    fixture.endpoints.jwksFailure = "network error";
    for (let i = 0; i < 20; i++) {
      expect(await fixture.outcome(signedInHeaders())).toBe("ERR_JWKS_UNAVAILABLE");
    }
    expect(fixture.endpoints.jwksFetches).toBe(3);

    fixture.endpoints.jwksFailure = undefined;
    fixture.passSeconds(0.9);
    expect(await fixture.outcome(fixture.freshHeaders())).toBe("ERR_JWKS_UNAVAILABLE");
    fixture.passSeconds(0.1);
    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
  });

  it("down for ten minutes while a key rotates: every request for the key is 503 until it is back", async () => {
    const fixture = new VerifierFixture({ maxAttempts: 1 });
    await fixture.outcome(signedInHeaders());
    fixture.endpoints.jwks.set("pool-key-2=", otherAccessKeys.publicKey);
    fixture.endpoints.jwksFailure = { status: 403, text: "" };
    const outcomes = new Set<unknown>();
    for (let i = 0; i < 200; i++) {
      fixture.passSeconds(3);
      outcomes.add(await fixture.outcome(rotatedHeaders(fixture)));
    }
    expect([...outcomes]).toEqual(["ERR_JWKS_UNAVAILABLE"]);

    fixture.endpoints.jwksFailure = undefined;
    fixture.passSeconds(1);
    expect(await fixture.outcome(rotatedHeaders(fixture))).toEqual(signedIn);
  });

  it("loaded for readiness takes nothing from the limits of requests", async () => {
    const fixture = new VerifierFixture();
    fixture.endpoints.jwksFailure = "network error";
    for (let i = 0; i < 100; i++) await fixture.verifier.loadKeySet();
    fixture.endpoints.jwksFailure = undefined;
    fixture.passSeconds(1);

    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
  });

  it("is fetched at most once a second for forged kids, after a burst of five", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    const outcomes = new Map<unknown, number>();
    for (let i = 0; i < 200; i++) {
      fixture.passSeconds(0.05);
      const outcome = await fixture.outcome(fixture.freshHeaders({ accessKid: `forged-${i}` }));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }

    expect(fixture.endpoints.jwksFetches - 1).toBeGreaterThanOrEqual(14);
    expect(fixture.endpoints.jwksFetches - 1).toBeLessThanOrEqual(15);
    expect([...outcomes.keys()].sort()).toEqual(["ERR_ACCESS_KEY", "ERR_KEY_FETCH_LIMIT"]);
  });

  it("is not fetched for a kid that it did not have a second ago, nor for one of 300 characters", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    for (const accessKid of ["forged", "forged", "forged", "k".repeat(300)]) {
      expect(await fixture.outcome(fixture.freshHeaders({ accessKid }))).toBe("ERR_ACCESS_KEY");
    }

    expect(fixture.endpoints.jwksFetches).toBe(2);
  });

  it("without a key that it had before: rejects that key's tokens after five minutes", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    fixture.endpoints.jwks.clear();
    fixture.endpoints.jwks.set("pool-key-2=", otherAccessKeys.publicKey);
    fixture.passSeconds(11 * 60);

    const acceptedSeconds = await fixture.secondsUntil("ERR_ACCESS_KEY");

    expect(acceptedSeconds).toBeGreaterThanOrEqual(5 * 60);
    expect(acceptedSeconds).toBeLessThan(7 * 60);
  });

  it("without a key now and then: keeps it", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    const [kept] = [...fixture.endpoints.jwks];
    for (let minute = 0; minute < 60; minute++) {
      fixture.endpoints.jwks.clear();
      fixture.endpoints.jwks.set("pool-key-2=", otherAccessKeys.publicKey);
      if (minute % 2 === 0 && kept) fixture.endpoints.jwks.set(...kept);
      fixture.passSeconds(61);
      expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ["for encryption", { use: "enc" }],
    ["of another algorithm", { alg: "RS512" }],
    ["for signing only", { key_ops: ["sign"] }],
    [
      "of 1024 bits",
      generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ format: "jwk" }),
    ],
    ["of another type", otherDataKeys.publicKey.export({ format: "jwk" })],
    ["without n", { n: undefined }],
  ])("does not use a key %s", async (_name, changes) => {
    const fixture = new VerifierFixture();
    const jwk = accessKeys.publicKey.export({ format: "jwk" });
    const other = otherAccessKeys.publicKey.export({ format: "jwk" });
    const keys = [{ ...jwk, kid: accessKid, ...changes }, { ...other, kid: "other" }, null, "key"];
    fixture.endpoints.jwksFailure = { status: 200, text: JSON.stringify({ keys }) };

    expect(await fixture.outcome(signedInHeaders())).toBe("ERR_ACCESS_KEY");
  });

  it("does not use two keys with one kid", async () => {
    const fixture = new VerifierFixture();
    const keys = [accessKeys, otherAccessKeys, accessKeys].map(({ publicKey }) => ({
      ...publicKey.export({ format: "jwk" }),
      kid: accessKid,
    }));
    const third = { ...otherAccessKeys.publicKey.export({ format: "jwk" }), kid: "third" };
    fixture.endpoints.jwksFailure = {
      status: 200,
      text: JSON.stringify({ keys: [...keys, third] }),
    };

    expect(await fixture.outcome(signedInHeaders())).toBe("ERR_ACCESS_KEY");
  });
});

function rotatedHeaders(fixture: VerifierFixture) {
  return fixture.freshHeaders({ accessKid: "pool-key-2=", accessKey: otherAccessKeys.privateKey });
}
