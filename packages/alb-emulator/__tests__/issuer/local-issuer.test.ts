import { createServer } from "node:http";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import type { LoadBalancerEvent } from "../../src/model/event.ts";
import { type RunningServer, runServer } from "../../src/model/run-server.ts";
import type { Emulator } from "../../src/runtime/emulator.ts";
import { EmulatorFixture } from "../support/emulator-fixture.ts";
import { page, Visitor } from "../support/visitor.ts";
import { oidc, withOidc } from "./oidc-action.ts";

let fixture: EmulatorFixture;
let echo: RunningServer;
let emulator: Emulator;
let url: string;
const notices: string[] = [];

beforeAll(async () => {
  const server = createServer((request, response) => {
    response.end(JSON.stringify(request.headers));
  });
  echo = await runServer(server, { host: "127.0.0.1", port: 0 });
  fixture = new EmulatorFixture();
  for (const name of ["tasks", "notes"]) {
    // The secret is in a store that only AWS can read.
    const secret = "${data.aws_secretsmanager_secret_version.oidc.secret_string}";
    fixture.editStack(name, (text) =>
      withOidc(text, name === "notes" ? { client_secret: secret, client_id: "notes" } : {}),
    );
  }
  emulator = await fixture.start({
    services: [{ service: "web", program: { url: new URL(`http://127.0.0.1:${echo.port}`) } }],
    onEvent: ({ source, event }) => {
      if (source === "notice") notices.push(`${event.text} ${event.explanation ?? ""}`);
    },
  });
  url = emulator.urlOf("tasks");
});

afterAll(async () => {
  await fixture.close();
  await echo.close();
});

/** Signs in as the first demo user; the last response is the application's. */
async function signIn(visitor: Visitor, start = `${url}/page`) {
  const signInPage = page(await visitor.visit(start));
  const [user] = emulator.issuers[0]?.demoUsers ?? [];
  const { login = "", password = "" } = user ?? {};
  return page(await visitor.submit(signInPage, "/login", { username: login, password }));
}

/** Headers that the target received. */
function headersOf({ text }: { readonly text: string }): Record<string, string> {
  return JSON.parse(text);
}

describe("an identity provider that the emulator plays", () => {
  it("says at the start who plays it, and what AWS needs", () => {
    expect(notices).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^The emulator plays the identity provider https:\/\/id\.example\.org\/tenant\/v2\.0.*register there: .*https:\/\/tasks\.example\.com\/oauth2\/idpresponse/,
        ),
      ]),
    );
    expect(JSON.stringify([notices, emulator.events()])).not.toContain(oidc.client_secret);
  });

  it("shows its sign-in page at the authorization endpoint of the code", async () => {
    const responses = await new Visitor().visit(`${url}/page`);
    const hosts = responses.map((response) => new URL(response.url).hostname);

    expect(hosts.slice(-2)).toEqual(["id.example.org.localhost", "id.example.org.localhost"]);
    expect(new URL(responses.at(-2)?.url ?? "").pathname).toBe("/tenant/oauth2/v2.0/authorize");
    expect(page(responses).text).toContain("anna@example.com");
    expect(page(responses).text).toContain("tasks.example.com");
  });

  it("signs in, and the target receives claims and tokens of the issuer", async () => {
    const visitor = new Visitor();
    const home = await signIn(visitor);
    const headers = headersOf(home);
    const accessToken = headers["x-amzn-oidc-accesstoken"] ?? "";
    const data = headers["x-amzn-oidc-data"] ?? "";
    const keys = createRemoteJWKSet(new URL(emulator.issuers[0]?.jwksUrl ?? ""));
    const { payload } = await jwtVerify(accessToken, keys, { issuer: oidc.issuer });

    expect(home.url).toBe(`${url}/page`);
    expect(payload).toMatchObject({ client_id: oidc.client_id, scope: oidc.scope });
    expect(headers["x-amzn-oidc-identity"]).toBe(payload.sub);
    expect(decodeProtectedHeader(data)).toMatchObject({
      iss: oidc.issuer,
      client: oidc.client_id,
    });
    const claims = JSON.parse(Buffer.from(data.split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({
      ...{ sub: payload.sub, email: "anna@example.com", email_verified: true, name: "Anna Admin" },
      iss: oidc.issuer,
    });
    expect(await visitor.cookieNames(url)).toContain("TeamSession-0");
  });

  it("knows the browser at the next application, and needs no secret that only AWS knows", async () => {
    const visitor = new Visitor();
    await signIn(visitor);
    const home = page(await visitor.visit(`${emulator.urlOf("notes")}/`));

    expect(home.url).toBe(`${emulator.urlOf("notes")}/`);
    expect(decodeProtectedHeader(headersOf(home)["x-amzn-oidc-data"] ?? "")).toMatchObject({
      client: "notes",
    });
  });

  it("rejects a wrong password, a form of another site and an unknown callback URL", async () => {
    const visitor = new Visitor();
    const signInPage = page(await visitor.visit(`${url}/page`));
    const wrong = { username: "anna@example.com", password: "wrong" };
    const again = page(await visitor.submit(signInPage, "/login", wrong));
    expect(again.text).toContain("Incorrect username or password.");

    const forged = await new Visitor().send(signInPage.url, { form: wrong });
    expect(forged.status).toBe(403);

    const other = signInPage.url.replace("tasks.example.com", "attacker.example.com");
    const rejected = await visitor.send(other);
    expect([rejected.status, rejected.location]).toEqual([400, undefined]);
    expect(rejected.text).toContain("https://tasks.example.com/oauth2/idpresponse");
  });

  it("ends its session at the path that the product has, and returns to this machine only", async () => {
    const visitor = new Visitor();
    const home = await signIn(visitor);
    const origin = new URL(page(await new Visitor().visit(`${url}/page`)).url).origin;
    const target = encodeURIComponent("https://tasks.example.com/page");
    const signOut = (to: string) =>
      visitor.send(`${origin}/tenant/oauth2/v2.0/logout?post_logout_redirect_uri=${to}`);

    expect((await signOut(target)).location).toBe(home.url);
    const elsewhere = await signOut(encodeURIComponent("https://attacker.example.com/"));
    expect([elsewhere.status, elsewhere.location]).toEqual([200, undefined]);
    await visitor.jar.removeAllCookies();
    expect(page(await visitor.visit(`${url}/page`)).text).toContain("anna@example.com");
  });

  it("publishes discovery with the endpoints of the code", async () => {
    const keys = new URL(emulator.issuers[0]?.jwksUrl ?? "");
    const found = await fetch(new URL("openid-configuration", keys));

    expect(await found.json()).toMatchObject({
      issuer: oidc.issuer,
      authorization_endpoint: oidc.authorization_endpoint,
      token_endpoint: oidc.token_endpoint,
      userinfo_endpoint: oidc.user_info_endpoint,
    });
  });

  it("belongs to the sign-in in the inspector", async () => {
    await signIn(new Visitor());
    const events = emulator.events().map(({ source, event }) => ({ source, event }));
    const callback = events
      .filter(({ source }) => source === "load-balancer")
      .map(({ event }) => event as LoadBalancerEvent)
      .findLast(({ request }) => request.path === "/oauth2/idpresponse");
    const ofIssuer = events
      .filter(({ source }) => source === "user-pool")
      .map(({ event }) => event as { signIn?: string; type: string; causedBy?: string });

    expect(
      ofIssuer.filter(({ signIn }) => signIn === callback?.signIn).map(({ type }) => type),
    ).toEqual(expect.arrayContaining(["sign-in-page", "signed-in", "authorized"]));
    expect(
      ofIssuer.filter(({ causedBy }) => causedBy === callback?.id).map(({ type }) => type),
    ).toEqual(["tokens-issued", "user-info"]);
  });
});
