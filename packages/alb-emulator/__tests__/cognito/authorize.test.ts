import { page, Visitor } from "../support/visitor.ts";
import {
  authorizeUrl,
  client,
  password,
  pool,
  signInAt,
  startPool,
  type TestPool,
} from "./support.ts";

let test: TestPool;

beforeAll(async () => {
  test = await startPool();
  await test.identity.users.create({ email: "mia@example.com", name: "Mia", password });
});

afterAll(() => test.identity.close());

const lastExplanation = () => test.events.at(-1)?.explanation;

describe("GET /oauth2/authorize", () => {
  it("issues another code without a page while the sign-in session lasts", async () => {
    const { visitor } = await signInAt(authorizeUrl(test.base), "mia@example.com");

    const answer = await visitor.send(authorizeUrl(test.base, { scope: "openid tasks/read" }));

    expect(answer.status).toBe(302);
    expect(answer.location).toMatch(/^https:\/\/tasks\.example\.com\/oauth2\/idpresponse\?code=/);
  });

  it("asks for the password again with prompt=login, once", async () => {
    const { visitor } = await signInAt(authorizeUrl(test.base), "mia@example.com");
    const url = authorizeUrl(test.base, { prompt: "login" });

    const asked = page(await visitor.visit(url));
    const answer = await visitor.submitOnce(asked, "/login", {
      username: "mia@example.com",
      password,
    });

    expect(new URL(asked.url).pathname).toBe("/login");
    expect(answer.location).toContain("?code=");
  });

  it("answers login_required with prompt=none to somebody who is not signed in", async () => {
    const answer = await new Visitor().send(authorizeUrl(test.base, { prompt: "none" }));

    expect(answer.location).toBe(
      "https://tasks.example.com/oauth2/idpresponse?error=login_required&state=a%2Fstate%2Bwith%3Dsigns",
    );
  });

  it("grants every scope of the client when none is asked for", async () => {
    await signInAt(authorizeUrl(test.base, { scope: undefined }), "mia@example.com");

    expect(test.events.at(-1)).toMatchObject({
      kind: "authorized",
      message: `Code issued for scopes ${client.allowedOAuthScopes.join(" ")}`,
    });
  });

  it.each([
    ["openid tasks/delete", "invalid_scope", /tasks\/delete exists nowhere/],
    ["openid phone", "invalid_scope", /phone exists, but is not among allowed_oauth_scopes/],
  ])("sends scope %s back with %s", async (scope, error, explanation) => {
    const answer = await new Visitor().send(authorizeUrl(test.base, { scope }));

    expect(answer.status).toBe(302);
    expect(answer.location).toBe(
      `https://tasks.example.com/oauth2/idpresponse?error=${error}&state=a%2Fstate%2Bwith%3Dsigns`,
    );
    expect(lastExplanation()).toMatch(explanation);
  });

  it.each([
    ["token", "unauthorized_client"],
    ["id_token", "invalid_request"],
    [undefined, "invalid_request"],
  ])("sends response_type %s back with %s", async (response_type, error) => {
    const answer = await new Visitor().send(authorizeUrl(test.base, { response_type }));

    expect(new URL(answer.location ?? "").searchParams.get("error")).toBe(error);
  });

  it.each([
    ["another path", "https://tasks.example.com/oauth2/idpresponse/"],
    ["another host", "https://evil.example.com/oauth2/idpresponse"],
    ["an upper-case host", "https://Tasks.example.com/oauth2/idpresponse"],
    ["its address on this machine", "http://tasks.example.com.localhost:8443/oauth2/idpresponse"],
  ])("shows redirect_mismatch for %s, and sends nobody there", async (_name, redirect_uri) => {
    const [refused, shown] = await new Visitor().visit(authorizeUrl(test.base, { redirect_uri }));

    expect(refused?.location).toMatch(/\/error\?error=redirect_mismatch&client_id=/);
    expect(shown?.status).toBe(400);
    expect(shown?.text).toContain("redirect_mismatch");
    expect(shown?.text).toContain(client.callbackUrls[0]);
    expect(lastExplanation()).toContain(`callback ${redirect_uri} is not among the callback URLs`);
  });

  it("shows an error page for an unknown client", async () => {
    const shown = page(await new Visitor().visit(authorizeUrl(test.base, { client_id: "nobody" })));

    expect(shown.status).toBe(400);
    expect(shown.text).toContain("Client does not exist.");
  });

  it.each(["http://localhost:3000/callback", "myapp://callback", "https://a.example.com/callback"])(
    "leads back to %s where that is registered",
    async (redirect_uri) => {
      const callbackUrls = [
        "http://localhost:3000/callback",
        "myapp://callback",
        "https://a.example.com/callback",
      ];
      const mixed = await startPool({ clients: [{ ...client, callbackUrls }] });
      try {
        await mixed.identity.users.create({ email: "mia@example.com", password });
        const { answer } = await signInAt(
          authorizeUrl(mixed.base, { redirect_uri }),
          "mia@example.com",
        );

        expect(answer.headers.location).toMatch(new RegExp(`^${redirect_uri}\\?code=`));
      } finally {
        await mixed.identity.close();
      }
    },
  );

  it("refuses the code flow to a client that does not allow it", async () => {
    const closed = await startPool({ clients: [{ ...client, allowedOAuthFlows: [] }] });
    try {
      const answer = await new Visitor().send(authorizeUrl(closed.base));

      expect(new URL(answer.location ?? "").searchParams.get("error")).toBe("unauthorized_client");
    } finally {
      await closed.identity.close();
    }
  });

  it("answers on the sign-in host only, and nothing there that Cognito has not", async () => {
    const issuer = test.addresses.localUrl(pool.issuer);
    const visitor = new Visitor();

    const statuses = await Promise.all(
      [
        authorizeUrl(new URL(issuer).origin),
        `${test.base}/${pool.poolId}/.well-known/jwks.json`,
        `${test.base}/.well-known/openid-configuration`,
        `${test.base}/jwks`,
        authorizeUrl(test.base).replace("example-login", "another-login"),
      ].map(async (url) => (await visitor.send(url)).status),
    );

    expect(statuses).toEqual([404, 404, 404, 404, 404]);
  });

  it("serves no sign-in pages for a pool without a domain", async () => {
    const bare = await startPool({ domain: undefined });
    try {
      const url = new URL(authorizeUrl(`http://localhost:${bare.identity.port}`));

      expect((await new Visitor().send(url.href)).status).toBe(404);
    } finally {
      await bare.identity.close();
    }
  });
});
