import { decodeProtectedHeader } from "jose";
import { modelErrors } from "../../src/load-balancer/checks/model-errors.ts";
import { warnings } from "../../src/load-balancer/checks/warnings.ts";
import type { LoadBalancerModel } from "../../src/model/load-balancer.ts";
import type { AuthenticateOidcAction } from "../../src/model/login-action.ts";
import { jwt } from "./support/fake-cognito.ts";
import {
  clientId,
  forward,
  host,
  model,
  oidcLogin,
  paths,
  rule,
  tcpRule,
  withListener,
} from "./support/model.ts";
import { received, type Stage, type StageOptions, setStage } from "./support/stage.ts";

const { provider } = oidcLogin();

function oidcModel(action: AuthenticateOidcAction = oidcLogin()): LoadBalancerModel {
  return model([], { defaultRule: rule("default", [], action, forward) });
}

function withProvider(change: Partial<AuthenticateOidcAction["provider"]>): LoadBalancerModel {
  return oidcModel(oidcLogin({ provider: { ...provider, ...change } }));
}

describe("sign-in at another identity provider", () => {
  let stage: Stage;
  afterEach(() => stage.close());

  async function start(loadBalancer = oidcModel(), options: StageOptions = {}) {
    stage = await setStage(loadBalancer, options);
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const idToken = { iss: provider.issuer, aud: clientId, sub: "user-1", exp };
    stage.cognito.token = () => ({
      status: 200,
      body: { access_token: "opaque-token", id_token: jwt(idToken), expires_in: 3600 },
    });
    stage.cognito.claims = { sub: "user-1", email: "anna@example.com", groups: ["admins"] };
    return { stage, idToken };
  }

  it("redirects to the authorization endpoint of the action, extra parameters after state", async () => {
    await start(oidcModel(oidcLogin({ extraParameters: { prompt: "login" } })));
    const { status, location } = await stage.browser.get("/x?y=1");

    expect(status).toBe(302);
    expect(location).toMatch(
      new RegExp(
        `^https://id\\.example\\.org/realms/people/authorize\\?client_id=${clientId}&redirect_uri=https%3A%2F%2Fapp\\.example\\.com%2Foauth2%2Fidpresponse&response_type=code&scope=openid&state=[A-Za-z0-9%]{200,}&prompt=login$`,
      ),
    );
  });

  it("keeps the query that an authorization endpoint has", async () => {
    const endpoint = "https://id.example.org/authorize?p=B2C_1_sign_in";
    await start(withProvider({ authorizationEndpoint: endpoint }));

    expect((await stage.browser.get("/")).location).toMatch(
      /^https:\/\/id\.example\.org\/authorize\?p=B2C_1_sign_in&client_id=/,
    );
  });

  it("passes an opaque access token on as it is, and signs the claims as those of the issuer", async () => {
    await start();
    await stage.browser.signIn("/x");
    const { headers } = received((await stage.browser.get("/x")).body);
    const data = String(headers["x-amzn-oidc-data"]);
    const [, payload = ""] = data.split(".");

    expect(headers["x-amzn-oidc-accesstoken"]).toBe("opaque-token");
    expect(headers["x-amzn-oidc-identity"]).toBe("user-1");
    expect(decodeProtectedHeader(data)).toMatchObject({
      alg: "ES256",
      iss: provider.issuer,
      client: clientId,
    });
    expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toEqual({
      ...{ sub: "user-1", email: "anna@example.com", groups: ["admins"] },
      exp: expect.any(Number),
      iss: provider.issuer,
    });
  });

  it("names the endpoints and the provider in the steps of the sign-in", async () => {
    await start();
    await stage.browser.signIn("/x");
    const event = await stage.lastEvent(2);

    expect(event?.loginSteps.map(({ to, text }) => [to, text])).toEqual(
      expect.arrayContaining([
        ["OIDC provider", "POST /realms/people/token, grant_type=authorization_code"],
        ["OIDC provider", "GET /userinfo"],
      ]),
    );
  });

  it("accepts an ID token for several audiences, and rejects one for others", async () => {
    const { idToken } = await start();
    const tokensFor = (aud: readonly string[]) => () => ({
      status: 200,
      body: { access_token: "a", id_token: jwt({ ...idToken, aud }), expires_in: 60 },
    });
    stage.cognito.token = tokensFor(["other", clientId]);
    expect((await stage.browser.signIn("/")).status).toBe(302);

    stage.cognito.token = tokensFor(["other"]);
    stage.browser.cookies.clear();
    expect((await stage.browser.signIn("/")).status).toBe(401);
    expect((await stage.lastEvent(4))?.errorReason).toBe("AuthInvalidIdToken");
  });

  it("returns 561 when the provider rejects the client, and says who did", async () => {
    await start();
    stage.cognito.token = () => ({ status: 401, body: { error: "invalid_client" } });
    const { status } = await stage.browser.signIn("/");
    const event = await stage.lastEvent(2);

    expect(status).toBe(561);
    expect(event?.errorReason).toBe("AuthInvalidTokenResponse");
    expect(event?.explanation).toContain("The token endpoint returned 401");
    expect(JSON.stringify(stage.events)).not.toContain('"secret"');
  });

  it("returns 561 for an error at the callback, and 401 for access_denied", async () => {
    await start();
    const stateOf = async () => /state=([^&]+)/.exec((await stage.browser.get("/")).location)?.[1];
    const callback = async (error: string) =>
      stage.browser.get(`/oauth2/idpresponse?error=${error}&state=${await stateOf()}`);

    expect((await callback("server_error")).status).toBe(561);
    expect((await stage.lastEvent(2))?.explanation).toContain(
      `${provider.issuer} returned server_error to client ${clientId}`,
    );
    expect((await callback("access_denied")).status).toBe(401);
  });

  it("returns 500 when an endpoint cannot be reached", async () => {
    await start();
    stage.cognito.userInfo = () => "hang up";
    expect((await stage.browser.signIn("/")).status).toBe(500);
    expect((await stage.lastEvent(2))?.errorReason).toBe("AuthUserinfoEpRequestFailed");
  });

  it("returns 500 without egress to the port of the endpoints", async () => {
    const base = withProvider({ tokenEndpoint: "https://id.example.org:8443/token" });
    await start(base);

    expect((await stage.browser.signIn("/")).status).toBe(500);
    expect(warnings(base)).toEqual([expect.stringContaining("allows no egress on TCP 8443")]);
    const egress = [...base.network.egress, tcpRule(8443, { cidr: "10.0.0.0/8" })];
    expect(warnings({ ...base, network: { ...base.network, egress } })).toEqual([]);
  });

  it("gives a provider on the network the callback URL of this machine", async () => {
    const endpoints = { tokenUrl: "http://127.0.0.1:9/", userInfoUrl: "http://127.0.0.1:9/" };
    await start(oidcModel(), { identity: () => ({ ...endpoints, isRemote: true }) });
    const { location } = await stage.browser.get("/");

    expect(new URL(location).searchParams.get("redirect_uri")).toBe(
      `http://${host}.localhost:${stage.loadBalancer.port}/oauth2/idpresponse`,
    );
  });
});

describe("an authenticate-oidc action", () => {
  it("is rejected on an HTTP listener, as in AWS", () => {
    expect(modelErrors(withListener([oidcLogin(), forward]))).toEqual([
      expect.stringContaining("authenticates on an HTTP listener (port 80)"),
    ]);
  });

  it("needs full URLs with https", () => {
    const errors = modelErrors(
      withProvider({ issuer: "id.example.org", tokenEndpoint: "http://id.example.org/token" }),
    );

    expect(errors).toEqual([
      expect.stringContaining('issuer "id.example.org" is not a full URL with https'),
      expect.stringContaining('token_endpoint "http://id.example.org/token" is not a full URL'),
    ]);
  });

  it("asks for openid, or the sign-in will fail", () => {
    expect(warnings(oidcModel(oidcLogin({ scope: "email" })))).toEqual([
      expect.stringContaining('The scope "email" of the rule does not contain openid'),
    ]);
  });

  it("on a rule makes an open default action suspicious", () => {
    const open = model([rule(1, [paths("/admin")], oidcLogin(), forward)], {
      defaultRule: rule("default", [], forward),
    });

    expect(warnings(open)).toEqual([
      expect.stringMatching(/^The default action of .* forwards without authentication, while/),
    ]);
    const closed = model([rule(1, [paths("/admin")], oidcLogin(), forward)]);
    expect(warnings(closed).filter((text) => text.startsWith("The default action"))).toEqual([]);
  });
});
