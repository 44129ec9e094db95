import type { EndpointResponse } from "./support/key-endpoints.ts";
import {
  accessHeader,
  otherAccessKeys,
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

  it("is fetched at most maxFetchesPerMinute times for forged kids", async () => {
    const fixture = new VerifierFixture({ maxFetchesPerMinute: 10 });
    for (let i = 0; i < 100; i++) {
      const accessToken = signAccessToken({ header: accessHeader({ kid: `k${i}` }) });
      expect(await fixture.outcome(signedInHeaders({ accessToken }))).toBe("ERR_ACCESS_KEY");
    }

    expect(fixture.endpoints.jwksFetches).toBe(10);
  });

  it("without a key that it had before: rejects that key's tokens", async () => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());
    fixture.endpoints.jwks.clear();
    fixture.endpoints.jwks.set("pool-key-2=", otherAccessKeys.publicKey);
    fixture.passSeconds(11 * 60);
    expect(await fixture.outcome(fixture.freshHeaders())).toEqual(signedIn);

    fixture.passSeconds(1);
    await fixture.untilOutcome("ERR_ACCESS_KEY");
  });
});
