import { forward, host, login, model, paths, rule } from "./support/model.ts";
import { received, type Stage, setStage } from "./support/stage.ts";

const rules = [
  rule(1, [paths("/public")], forward),
  rule(2, [paths("/allow")], login({ onUnauthenticatedRequest: "allow" }), forward),
];

const forged = {
  "x-amzn-oidc-data": "forged",
  "X-Amzn-Oidc-Identity": "mallory",
  "x-amzn-oidc-accesstoken": ["one", "two"],
};

describe("headers for the target", () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await setStage(model(rules));
  });

  afterEach(() => stage.close());

  const headersOf = async (target: string, headers: Record<string, string | string[]> = {}) =>
    received((await stage.browser.get(target, { headers })).body);

  it("passes a client's own oidc headers when nobody is signed in, twice if sent twice", async () => {
    for (const target of ["/public", "/allow"]) {
      const { headers, rawHeaders } = await headersOf(target, forged);
      expect(headers["x-amzn-oidc-data"]).toBe("forged");
      expect(headers["x-amzn-oidc-identity"]).toBe("mallory");
      expect(rawHeaders.filter((name) => /accesstoken$/i.test(name))).toHaveLength(2);
    }
  });

  it('strips them with clientOidcHeaders "strip"', async () => {
    const stripping = await setStage(model(rules), { clientOidcHeaders: "strip" });
    const { headers } = received(
      (await stripping.browser.get("/public", { headers: forged })).body,
    );

    expect(Object.keys(headers).filter((name) => name.startsWith("x-amzn-oidc"))).toEqual([]);
    await stripping.close();
  });

  it("replaces them with its own when somebody is signed in", async () => {
    await stage.browser.signIn("/");
    for (const target of ["/", "/allow"]) {
      const { headers, rawHeaders } = await headersOf(target, forged);
      expect(headers["x-amzn-oidc-identity"]).toBe("user-1");
      expect(rawHeaders.filter((name) => /^x-amzn-oidc/i.test(name))).toEqual([
        "x-amzn-oidc-data",
        "x-amzn-oidc-identity",
        "x-amzn-oidc-accesstoken",
      ]);
    }
  });

  it("drops headers whose names contain other characters than letters, digits and hyphens", async () => {
    const { headers } = await headersOf("/public", { x_amzn_oidc_data: "forged", "x-ok": "1" });
    expect(headers).toMatchObject({ "x-ok": "1" });
    expect(headers).not.toHaveProperty("x_amzn_oidc_data");

    const lax = await setStage(model(rules, { dropInvalidHeaderFields: false }));
    const response = await lax.browser.get("/public", { headers: { x_amzn_oidc_data: "1" } });
    expect(received(response.body).headers).toHaveProperty("x_amzn_oidc_data", "1");
    await lax.close();
  });

  it.each([
    ["append", "203.0.113.1, 127.0.0.1"],
    ["preserve", "203.0.113.1"],
    ["remove", undefined],
  ] as const)("treats X-Forwarded-For as %s", async (xffHeaderProcessingMode, expected) => {
    const other = await setStage(model(rules, { xffHeaderProcessingMode }));
    const response = await other.browser.get("/public", {
      headers: { "x-forwarded-for": "203.0.113.1" },
    });

    expect(received(response.body).headers["x-forwarded-for"]).toBe(expected);
    await other.close();
  });

  it("overwrites a client's X-Forwarded-Proto and X-Forwarded-Port", async () => {
    const { headers } = await headersOf("/public", {
      "x-forwarded-proto": "http",
      "x-forwarded-port": "1",
    });
    expect(headers).toMatchObject({ "x-forwarded-proto": "https", "x-forwarded-port": "443" });
  });

  it("adds a trace id, and keeps the root and the fields of a client's own", async () => {
    const first = await headersOf("/public");
    const second = await headersOf("/public", {
      "x-amzn-trace-id": "Self=1-1-1;Root=1-67891233-abcdef012345678912345678;CalledFrom=app",
    });

    expect(first.headers["x-amzn-trace-id"]).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(second.headers["x-amzn-trace-id"]).toMatch(
      /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abcdef012345678912345678;CalledFrom=app$/,
    );
  });

  it("keeps the case of names, and what was sent twice", async () => {
    const { rawHeaders } = await headersOf("/public", { "X-Twice": ["1", "2"] });
    expect(rawHeaders.filter((name) => name === "X-Twice")).toHaveLength(2);
  });

  it("sends the real host, origin and referer to the target", async () => {
    const local = `http://${host}.localhost:${stage.loadBalancer.port}`;
    const { headers } = await headersOf("/public", { origin: local, referer: `${local}/a?b=c` });

    expect(headers).toMatchObject({
      host,
      origin: `https://${host}`,
      referer: `https://${host}/a?b=c`,
    });
  });

  it("drops headers that are for the connection only, and TE only where the client says so", async () => {
    const { headers } = await headersOf("/public", {
      connection: "keep-alive, x-secret",
      "x-secret": "1",
      te: "trailers",
    });
    expect(headers).not.toHaveProperty("x-secret");
    expect(headers).toMatchObject({ te: "trailers" });
    const other = await headersOf("/public", { connection: "TE", te: "trailers" });
    expect(other.headers).not.toHaveProperty("te");
  });

  it("puts its own headers and Host before the client's, in AWS's order", async () => {
    await stage.browser.signIn("/");
    const { rawHeaders } = await headersOf("/", { "x-first": "1", "x-amzn-oidc-data": "forged" });
    const names = rawHeaders.filter((_, index) => index % 2 === 0);

    expect(names.map((name) => name.toLowerCase()).slice(0, 10)).toEqual([
      "x-forwarded-for",
      "x-forwarded-proto",
      "x-forwarded-port",
      "host",
      "x-amzn-trace-id",
      "x-amzn-oidc-data",
      "x-amzn-oidc-identity",
      "x-amzn-oidc-accesstoken",
      "cookie",
      "x-first",
    ]);
  });

  it("signs with a new key after a rotation, and still publishes the old one", async () => {
    await stage.browser.signIn("/");
    const kidOf = async () => {
      const token = String((await headersOf("/")).headers["x-amzn-oidc-data"]);
      return JSON.parse(Buffer.from(String(token.split(".")[0]), "base64").toString()).kid;
    };
    const before = await kidOf();
    stage.loadBalancer.rotateKey();
    const after = await kidOf();

    expect(after).not.toBe(before);
    for (const kid of [before, after]) {
      const response = await fetch(`${stage.loadBalancer.publicKeysUrl}/${kid}`);
      expect(await response.text()).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    }
    expect((await fetch(`${stage.loadBalancer.publicKeysUrl}/`)).status).toBe(403);
    expect((await fetch(`${stage.loadBalancer.publicKeysUrl}/${crypto.randomUUID()}`)).status).toBe(
      403,
    );
  });
});

describe("headers for the browser", () => {
  it("translates URLs in Location, policies, cookies and CORS, and drops HSTS", async () => {
    const stage = await setStage(model(rules), {
      target: (_, response) => {
        response.writeHead(303, {
          location: `https://${host}/signed-out`,
          "content-security-policy": `form-action 'self' https://${host}; upgrade-insecure-requests; base-uri 'none'`,
          "set-cookie": ["a=1; Domain=example.com; Path=/", "b=2"],
          "access-control-allow-origin": `https://${host}`,
          "strict-transport-security": "max-age=1",
        });
        response.end();
      },
    });
    const local = `http://${host}.localhost:${stage.loadBalancer.port}`;
    const { location, headers, setCookies } = await stage.browser.get("/public");

    expect(location).toBe(`${local}/signed-out`);
    expect(headers["content-security-policy"]).toBe(`form-action 'self' ${local}; base-uri 'none'`);
    expect(setCookies).toEqual(["a=1; Domain=example.com.localhost; Path=/", "b=2"]);
    expect(headers["access-control-allow-origin"]).toBe(local);
    expect(headers).not.toHaveProperty("strict-transport-security");
    await stage.close();
  });
});
