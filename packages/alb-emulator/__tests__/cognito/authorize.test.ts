import { page, Visitor } from "../support/visitor.ts";
import {
  authorizeUrl,
  client,
  model,
  password,
  signInAt,
  useUserPool,
  withPool,
} from "./support.ts";

const mia = { email: "mia@example.com", name: "Mia" };
const pool = useUserPool(mia);

const lastExplanation = () => pool().events.at(-1)?.explanation;
/** Description and error. */
const errorsOf = (location = "") => {
  const { searchParams } = new URL(location);
  return ["error_description", "error"].map((name) => searchParams.get(name));
};
const signIn = (parameters = {}) => signInAt(authorizeUrl(pool().base, parameters), mia.email);

describe("GET /oauth2/authorize", () => {
  it("issues another code without a page while the session lasts", async () => {
    const { visitor } = await signIn();

    const response = await visitor.send(authorizeUrl(pool().base, { scope: "openid tasks/read" }));

    expect(response.status).toBe(302);
    expect(response.location).toMatch(/^https:\/\/tasks\.example\.com\/oauth2\/idpresponse\?code=/);
  });

  it("asks for the password again with prompt=login, once", async () => {
    const { visitor } = await signIn();
    const url = authorizeUrl(pool().base, { prompt: "login" });

    const shown = page(await visitor.visit(url));
    const response = await visitor.submitOnce(shown, "/login", { username: mia.email, password });

    expect(new URL(shown.url).pathname).toBe("/login");
    expect(response.location).toContain("?code=");
  });

  it.each(["select_account", "consent"])(
    "accepts prompt=%s, which is meant for other identity providers",
    async (prompt) => {
      const url = authorizeUrl(pool().base, { prompt });
      const shown = page(await new Visitor().visit(url));
      const { visitor } = await signIn();

      expect(new URL(shown.url).pathname).toBe("/login");
      expect((await visitor.send(url)).location).toContain("?code=");
    },
  );

  it("fills in the user name that login_hint suggests, as text", async () => {
    const login_hint = 'mia+1"><b>@example.com';
    const shown = page(await new Visitor().visit(authorizeUrl(pool().base, { login_hint })));

    expect(shown.text).toMatch(
      /name="username" type="email" value="mia\+1&quot;&gt;&lt;b&gt;@example\.com"/,
    );
    const again = page(await new Visitor().visit(authorizeUrl(pool().base)));
    expect(again.text).toMatch(/name="username" type="email" value=""/);
  });

  it("returns login_required with prompt=none and without a session", async () => {
    const response = await new Visitor().send(authorizeUrl(pool().base, { prompt: "none" }));

    expect(response.location).toBe(
      "https://tasks.example.com/oauth2/idpresponse?state=a%2Fstate%2Bwith%3Dsigns&error=login_required",
    );
  });

  it("grants every scope of the client when none is requested", async () => {
    await signIn({ scope: undefined });

    expect(pool().events.at(-1)).toMatchObject({
      type: "authorized",
      message: `Code issued for scopes ${client.allowedOAuthScopes.join(" ")}`,
    });
  });

  it.each([
    ["openid tasks/delete", /tasks\/delete does not exist/],
    ["openid phone", /phone exists, but allowed_oauth_scopes of app client/],
  ])(
    "returns scope %s as an invalid request, described as invalid_scope",
    async (scope, explanation) => {
      const response = await new Visitor().send(authorizeUrl(pool().base, { scope }));

      expect(response.status).toBe(302);
      expect(response.location).toBe(
        `https://tasks.example.com/oauth2/idpresponse?error_description=invalid_scope&state=a%2Fstate%2Bwith%3Dsigns&error=invalid_request`,
      );
      expect(lastExplanation()).toMatch(explanation);
    },
  );

  it.each([
    ["token", ["unauthorized_client", "invalid_request"]],
    ["id_token", [null, "invalid_request"]],
    [undefined, [null, "invalid_request"]],
  ])("redirects response_type %s to the callback with %j", async (response_type, errors) => {
    const response = await new Visitor().send(authorizeUrl(pool().base, { response_type }));

    expect(errorsOf(response.location)).toEqual(errors);
  });

  it("rejects a parameter that occurs twice", async () => {
    const response = await new Visitor().send(`${authorizeUrl(pool().base)}&scope=openid`);

    expect(errorsOf(response.location)).toEqual([null, "invalid_request"]);
    expect(lastExplanation()).toContain("scope occurs more than once");
  });

  it.each([
    ["another path", "https://tasks.example.com/oauth2/idpresponse/"],
    ["another host", "https://evil.example.com/oauth2/idpresponse"],
    ["an upper-case host", "https://Tasks.example.com/oauth2/idpresponse"],
    ["its local URL", "http://tasks.example.com.localhost:8443/oauth2/idpresponse"],
  ])("shows redirect_mismatch for %s, and does not redirect there", async (_name, redirect_uri) => {
    const url = authorizeUrl(pool().base, { redirect_uri });

    const [redirect, shown] = await new Visitor().visit(url);

    expect(redirect?.location).toMatch(/\/error\?error=redirect_mismatch&client_id=/);
    expect(shown?.status).toBe(400);
    expect(shown?.text).toContain("redirect_mismatch");
    // Without the marks of what differs.
    expect(shown?.text.replace(/<\/?span[^>]*>/g, "")).toContain(client.callbackUrls[0]);
    expect(lastExplanation()).toContain(`"${redirect_uri}" is not a callback URL of app client`);
  });

  it("shows an error page that lists the app clients for an unknown one", async () => {
    const url = authorizeUrl(pool().base, { client_id: "nobody" });

    const shown = page(await new Visitor().visit(url));

    expect(shown.status).toBe(400);
    expect(shown.text).toContain("Client does not exist.");
    expect(shown.text).toContain(client.clientId);
  });

  it.each(["http://localhost:3000/callback", "myapp://callback", "https://a.example.com/callback"])(
    "redirects to %s when that is registered",
    async (redirect_uri) => {
      const callbackUrls = [
        "http://localhost:3000/callback",
        "myapp://callback",
        "https://a.example.com/callback",
      ];
      await withPool({ clients: [{ ...client, callbackUrls }] }, async ({ base, users }) => {
        await users.create({ ...mia, password });

        const { response } = await signInAt(authorizeUrl(base, { redirect_uri }), mia.email);

        expect(response.headers.location).toMatch(new RegExp(`^${redirect_uri}\\?code=`));
      });
    },
  );

  it("rejects a client that does not allow the code flow", async () => {
    await withPool({ clients: [{ ...client, allowedOAuthFlows: [] }] }, async ({ base }) => {
      const response = await new Visitor().send(authorizeUrl(base));

      expect(response.location).toMatch(
        /\?error_description=unauthorized_client&state=[^&]+&error=invalid_request$/,
      );
    });
  });

  it("is served on the host of the domain only, which has nothing that Cognito has not", async () => {
    const issuer = pool().addresses.localUrl(model.issuer);
    const visitor = new Visitor();

    const statuses = await Promise.all(
      [
        authorizeUrl(new URL(issuer).origin),
        `${pool().base}/${model.poolId}/.well-known/jwks.json`,
        `${pool().base}/.well-known/openid-configuration`,
        `${pool().base}/jwks`,
        authorizeUrl(pool().base).replace("example-login", "another-login"),
      ].map(async (url) => (await visitor.send(url)).status),
    );

    expect(statuses).toEqual([404, 404, 404, 404, 404]);
  });

  it("returns to HEAD what it returns to GET, without the body, and 405 to other methods", async () => {
    const url = authorizeUrl(pool().base);
    const head = await new Visitor().send(url, { method: "HEAD" });

    expect([head.status, head.location]).toEqual([302, (await new Visitor().send(url)).location]);
    expect((await new Visitor().send(url, { method: "POST" })).status).toBe(405);
    const logout = url.replace("/oauth2/authorize", "/logout");
    expect((await new Visitor().send(logout, { method: "DELETE" })).status).toBe(405);
  });

  it("does not exist for a pool without a domain", async () => {
    await withPool({ domain: undefined }, async ({ port }) => {
      const response = await new Visitor().send(authorizeUrl(`http://localhost:${port}`));

      expect(response.status).toBe(404);
    });
  });
});
