import { compactVerify, importSPKI } from "jose";
import { stateOf } from "./support/browser.ts";
import {
  arn,
  clientId,
  forward,
  host,
  issuer,
  login,
  model,
  paths,
  rule,
} from "./support/model.ts";
import { received, type Stage, setStage } from "./support/stage.ts";

describe("sign-in through the load balancer", () => {
  let stage: Stage;
  let startedAt: number;
  let now: number;

  beforeEach(async () => {
    startedAt = Date.now();
    now = startedAt;
    stage = await setStage(
      model([rule(100, [paths("/public")], forward)], {
        defaultRule: rule("default", [], login({ scope: "openid email" }), forward),
      }),
      { clock: () => now },
    );
  });

  afterEach(() => stage.close());

  it("redirects to the authorization endpoint with AWS's parameters in AWS's order", async () => {
    const { status, location, setCookies, headers } = await stage.browser.get("/x?y=1");

    expect(status).toBe(302);
    expect(headers.server).toBe("awselb/2.0");
    expect(location).toMatch(
      new RegExp(
        `^https://example\\.auth\\.eu-central-1\\.amazoncognito\\.com/oauth2/authorize\\?client_id=${clientId}&redirect_uri=https%3A%2F%2Fapp\\.example\\.com%2Foauth2%2Fidpresponse&response_type=code&scope=openid%20email&state=[A-Za-z0-9%]{200,}$`,
      ),
    );
    expect(setCookies).toEqual([
      expect.stringMatching(/^AWSALBAuthNonce=[A-Za-z0-9]{16}; Path=\/; Secure; HttpOnly/),
    ]);
  });

  it("redirects back to the requested page, with a session", async () => {
    const back = await stage.browser.signIn("/x?y=1&z=%20");

    expect(back.status).toBe(302);
    expect(back.location).toBe(`http://${host}.localhost:${stage.loadBalancer.port}/x?y=1&z=%20`);
    expect(stage.cognito.tokenRequests).toEqual([
      {
        authorization: `Basic ${Buffer.from(`${clientId}:secret`).toString("base64")}`,
        form: {
          grant_type: "authorization_code",
          code: "c1",
          redirect_uri: `https://${host}/oauth2/idpresponse`,
        },
      },
    ]);
    expect(back.setCookies).toEqual([expect.stringMatching(/^AWSELBAuthSessionCookie-0=/)]);
  });

  it("leaves the nonce cookie in the browser, and passes it on to targets", async () => {
    await stage.browser.signIn("/");
    const nonce = stage.browser.cookies.get("AWSALBAuthNonce");

    expect(nonce).toMatch(/^[A-Za-z0-9]{16}$/);
    const { headers } = received((await stage.browser.get("/page")).body);
    expect(headers.cookie).toBe(`AWSALBAuthNonce=${nonce};`);
  });

  it("accepts a state whose plus signs were not encoded", async () => {
    const state = decodeURIComponent(stateOf(await stage.browser.get("/")));
    const { status } = await stage.browser.get(`/oauth2/idpresponse?code=c1&state=${state}`);

    expect(status).toBe(302);
  });

  it("tells the target who is signed in, in a token that the published key verifies", async () => {
    await stage.browser.signIn("/");

    const { headers } = received((await stage.browser.get("/page")).body);

    expect(headers["x-amzn-oidc-identity"]).toBe("user-1");
    expect(headers["x-amzn-oidc-accesstoken"]).toMatch(/^ey/);
    const token = String(headers["x-amzn-oidc-data"]);
    expect(token).toMatch(/=\.|==$/);
    const header = JSON.parse(Buffer.from(String(token.split(".")[0]), "base64").toString());
    expect(Object.keys(header)).toEqual(["typ", "kid", "alg", "iss", "client", "signer", "exp"]);
    expect(header).toMatchObject({ typ: "JWT", alg: "ES256", iss: issuer, client: clientId });
    expect(header.signer).toBe(arn);
    const pem = await (await fetch(`${stage.loadBalancer.publicKeysUrl}/${header.kid}`)).text();
    const { payload } = await compactVerify(token, await importSPKI(pem, "ES256"));
    const claims = JSON.parse(Buffer.from(payload).toString());
    expect(Object.keys(claims)).toEqual(["sub", "email_verified", "username", "exp", "iss"]);
    expect(claims.exp).toBe(header.exp);
    expect(Math.abs(header.exp - Date.now() / 1000 - 120)).toBeLessThan(5);
  });

  it("signs the data token again for each request, valid for 120 seconds from then", async () => {
    await stage.browser.signIn("/");
    const expiryAfter = async (seconds: number) => {
      now = startedAt + seconds * 1000;
      const { headers } = received((await stage.browser.get("/page")).body);
      const [, payload = ""] = String(headers["x-amzn-oidc-data"]).split(".");
      return JSON.parse(Buffer.from(payload, "base64").toString()).exp;
    };

    for (const seconds of [0, 1, 500]) {
      expect(await expiryAfter(seconds)).toBe(Math.floor(startedAt / 1000) + seconds + 120);
    }
  });

  it("does not authenticate on a public rule", async () => {
    const { headers } = received((await stage.browser.get("/public")).body);

    expect(headers).not.toHaveProperty("x-amzn-oidc-data");
    expect(headers.host).toBe(host);
    expect(headers["x-forwarded-proto"]).toBe("https");
    expect(headers["x-forwarded-port"]).toBe("443");
  });

  it("handles the callback itself on every host, whatever the rules say", async () => {
    const other = await stage.browser.get("/oauth2/idpresponse", { host: "other.example.org" });

    expect(other.status).toBe(401);
    expect((await stage.lastEvent())?.errorReason).toBe("AuthMissingStateParam");
  });

  it("reports the steps of the sign-in in an event", async () => {
    const begun = await stage.browser.get("/x");
    await stage.browser.get(`/oauth2/idpresponse?code=c1&state=${stateOf(begun)}`);
    const event = await stage.lastEvent(2);

    expect(event).toMatchObject({
      actions: ["authenticate"],
      session: { state: "created", subject: "user-1", cookieShards: 1 },
      response: { status: 302, location: `https://${host}/x`, by: "load balancer" },
    });
    expect(event?.loginSteps.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      "browser > load balancer",
      "load balancer > Cognito",
      "Cognito > load balancer",
      "load balancer > Cognito",
      "Cognito > load balancer",
      "load balancer > browser",
    ]);
  });
});
