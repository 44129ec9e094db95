import { stateOf } from "./support/browser.ts";
import { jwt } from "./support/fake-cognito.ts";
import { clientId, forward, host, issuer, login, model, rule } from "./support/model.ts";
import { rawRequest } from "./support/raw-request.ts";
import { type Stage, setStage } from "./support/stage.ts";

describe("sign-in that fails", () => {
  let stage: Stage;
  let now = Date.now();

  beforeEach(async () => {
    now = Date.now();
    stage = await setStage(model(), { clock: () => now });
  });

  afterEach(() => stage.close());

  /** Status and error reason of a callback. */
  async function callback(query: string, events = 2) {
    const { status } = await stage.browser.get(`/oauth2/idpresponse${query}`);
    const event = await stage.lastEvent(events);
    expect(event?.explanation).toBeTruthy();
    expect(stage.lines.at(-1)).toContain(` ${status} `);
    expect(stage.lines.at(-1)).toContain(`"${event?.errorReason}"`);
    return [status, event?.errorReason];
  }

  const start = async () => stateOf(await stage.browser.get("/"));

  it("returns 401 to a callback without state", async () => {
    await start();
    expect(await callback("?code=c1")).toEqual([401, "AuthMissingStateParam"]);
  });

  it("returns 401 to a state that it did not create", async () => {
    await start();
    expect(await callback("?code=c1&state=abcd")).toEqual([401, "AuthInvalidStateParam"]);
  });

  it("returns 401 to a state that was changed", async () => {
    const state = decodeURIComponent(await start());
    const changed = state.slice(0, 60) + (state[60] === "A" ? "B" : "A") + state.slice(61);
    expect(await callback(`?code=c1&state=${encodeURIComponent(changed)}`)).toEqual([
      401,
      "AuthInvalidStateParam",
    ]);
  });

  it("returns 401 to a state that was created for another host", async () => {
    const state = await start();
    const { status } = await stage.browser.get(`/oauth2/idpresponse?code=c1&state=${state}`, {
      host: "other.example.com",
    });
    expect(status).toBe(401);
  });

  it("returns 401 in a browser without the nonce, and does not redeem the code", async () => {
    const state = await start();
    const nonce = String(stage.browser.cookies.get("AWSALBAuthNonce"));
    stage.browser.cookies.clear();

    expect(await callback(`?code=c1&state=${state}`)).toEqual([401, "AuthMissingAWSALBAuthNonce"]);
    expect(stage.cognito.tokenRequests).toEqual([]);

    stage.browser.cookies.set("AWSALBAuthNonce", nonce);
    const again = await stage.browser.get(`/oauth2/idpresponse?code=c1&state=${state}`);
    expect(again.status).toBe(302);
  });

  it("returns 401 to the nonce of another sign-in", async () => {
    const state = await start();
    await start();
    expect(await callback(`?code=c1&state=${state}`, 3)).toEqual([
      401,
      "AuthInvalidAWSALBAuthNonce",
    ]);
  });

  it("returns 401 when the sign-in took more than 15 minutes", async () => {
    const state = await start();
    now += 15 * 60_000 + 1;
    expect(await callback(`?code=c1&state=${state}`)).toEqual([401, "AuthInvalidStateParam"]);
    expect(stage.events.at(-1)?.explanation).toMatch(/15 minutes/);
  });

  it("accepts a sign-in just within 15 minutes", async () => {
    const state = await start();
    now += 15 * 60_000 - 1;
    const { status } = await stage.browser.get(`/oauth2/idpresponse?code=c1&state=${state}`);
    expect(status).toBe(302);
  });

  it("returns 401 when Cognito denied access, 561 for its other errors", async () => {
    expect(await callback(`?error=access_denied&state=${await start()}`)).toEqual([
      401,
      "AuthMissingCodeParam",
    ]);
    const state = await start();
    expect(
      await callback(`?error_description=invalid_scope&state=${state}&error=invalid_request`, 4),
    ).toEqual([561, "AuthMissingCodeParam"]);
    expect(stage.events.at(-1)?.explanation).toMatch(
      /invalid_request \(invalid_scope\).* Add the scope to allowed_oauth_scopes/,
    );
  });

  it("returns 401 to a callback without code", async () => {
    expect(await callback(`?state=${await start()}`)).toEqual([401, "AuthMissingCodeParam"]);
  });

  it("returns 561 when Cognito rejects the code", async () => {
    stage.cognito.token = () => ({ status: 400, body: { error: "invalid_grant" } });
    expect(await callback(`?code=c1&state=${await start()}`)).toEqual([
      561,
      "AuthInvalidGrantError",
    ]);
  });

  it("returns 561 to an unusable token response", async () => {
    stage.cognito.token = () => ({ status: 200, body: "<html>" });
    expect(await callback(`?code=c1&state=${await start()}`)).toEqual([
      561,
      "AuthInvalidTokenResponse",
    ]);
  });

  it.each([
    ["is missing", undefined],
    ["cannot be decoded", "abc"],
    ["has another issuer", jwt({ iss: "https://evil", aud: clientId, exp: 9e9 })],
    ["is for another client", jwt({ iss: issuer, aud: "other", exp: 9e9 })],
    ["has expired", jwt({ iss: issuer, aud: clientId, exp: 1 })],
  ])("returns 401 when the ID token %s", async (_, id_token) => {
    stage.cognito.token = () => ({ status: 200, body: stage.cognito.tokens({ id_token }) });
    expect(await callback(`?code=c1&state=${await start()}`)).toEqual([401, "AuthInvalidIdToken"]);
  });

  it("returns 561 when the user info endpoint rejects the token", async () => {
    stage.cognito.userInfo = () => ({ status: 401, body: { error: "invalid_token" } });
    expect(await callback(`?code=c1&state=${await start()}`)).toEqual([
      561,
      "AuthInvalidUserinfoResponse",
    ]);
  });

  it("returns 500 when an endpoint cannot be reached", async () => {
    stage.cognito.token = () => "hang up";
    expect(await callback(`?code=c1&state=${await start()}`)).toEqual([
      500,
      "AuthTokenEpRequestFailed",
    ]);
    stage.cognito.token = () => ({ status: 200, body: stage.cognito.tokens() });
    stage.cognito.userInfo = () => "hang up";
    expect(await callback(`?code=c1&state=${await start()}`, 4)).toEqual([
      500,
      "AuthUserinfoEpRequestFailed",
    ]);
  });

  it("returns 500 when a refresh cannot reach Cognito", async () => {
    await stage.browser.signIn("/");
    stage.cognito.token = () => "hang up";
    now += 901_000;
    expect((await stage.browser.get("/")).status).toBe(500);
  });

  it("returns 561 to the same callback again: the nonce is still there, and the code is spent", async () => {
    stage.cognito.token = () =>
      stage.cognito.tokenRequests.length === 1
        ? { status: 200, body: stage.cognito.tokens() }
        : { status: 400, body: { error: "invalid_grant" } };
    const state = await start();
    await stage.browser.get(`/oauth2/idpresponse?code=c1&state=${state}`);
    expect(await callback(`?code=c1&state=${state}`, 3)).toEqual([561, "AuthInvalidGrantError"]);
  });

  it("returns 401 to HTTP/1.0 without a Host header", async () => {
    const response = await rawRequest(stage.loadBalancer.port, "GET / HTTP/1.0\r\n\r\n");

    expect(response).toMatch(/^HTTP\/1\.1 401 /);
    expect((await stage.lastEvent())?.errorReason).toBe("AuthMissingHostHeader");
  });

  it("returns 500 with the reason when the security group allows no HTTPS egress", async () => {
    const base = model();
    const { network } = base;
    const closed = await setStage({
      ...base,
      network: {
        ...network,
        egress: network.egress.filter(({ peer }) => !("cidr" in peer)),
      },
    });
    const { status } = await closed.browser.signIn("/");
    const event = await closed.lastEvent(2);

    expect([status, event?.errorReason]).toEqual([500, "AuthTokenEpRequestTimeout"]);
    expect(event?.explanation).toMatch(/allows no egress on TCP 443/);
    expect(closed.loadBalancer.warnings).toContainEqual(
      expect.stringMatching(/allows no egress on TCP 443/),
    );
    await closed.close();
  });

  it.each([
    ["IPv6 alone", "::/0"],
    ["a private network alone", "10.0.0.0/8"],
  ])("does not reach Cognito over %s", async (_, cidr) => {
    const base = model();
    const closed = await setStage({
      ...base,
      network: {
        ...base.network,
        egress: [{ address: "x", protocol: "tcp", fromPort: 443, toPort: 443, peer: { cidr } }],
      },
    });
    expect((await closed.browser.signIn("/")).status).toBe(500);
    await closed.close();
  });

  it.each([
    [
      "callback",
      { callbackUrls: [] },
      /Callback URL https:\/\/app.example.com\/oauth2\/idpresponse is not registered/,
    ],
    [
      "scope",
      { allowedOAuthScopes: [] },
      /does not allow: Cognito returns invalid_request \(invalid_scope\)/,
    ],
    ["code grant", { allowedOAuthFlows: [] }, /does not allow the authorization code grant/],
  ])("explains before sign-in that Cognito will reject the %s", async (_, change, text) => {
    const { provider } = login();
    const action = login({ provider: { ...provider, ...change } });
    const other = await setStage(model([], { defaultRule: rule("default", [], action, forward) }));
    const { status } = await other.browser.get("/");

    expect(status).toBe(302);
    expect((await other.lastEvent())?.explanation).toMatch(text);
    expect(other.loadBalancer.warnings).toContainEqual(expect.stringMatching(text));
    await other.close();
  });

  it("names the real host, not the local one, to Cognito", async () => {
    const { location } = await stage.browser.get("/");
    expect(location).toContain(encodeURIComponent(`https://${host}/oauth2/idpresponse`));
  });

  it("appends extra parameters after the state", async () => {
    const action = login({ extraParameters: { prompt: "login", lang: "de" } });
    const other = await setStage(model([], { defaultRule: rule("default", [], action, forward) }));

    expect((await other.browser.get("/")).location).toMatch(/&state=[^&]+&prompt=login&lang=de$/);
    await other.close();
  });
});
