import { AppFixture } from "./support/app";

let app: AppFixture;
beforeEach(async () => {
  app = new AppFixture();
  await app.listen();
});
afterEach(() => app.close());

async function readyz() {
  const { status, text } = await app.request("/readyz");
  return { status, ...JSON.parse(text) };
}

describe("/healthz", () => {
  it("answers a health check without identity, shows no page and writes no log", async () => {
    const { status, text } = await app.request("/healthz", {
      headers: ["User-Agent", "ELB-HealthChecker/2.0"],
    });

    expect(status).toBe(200);
    expect(text).toBe('{"status":"ok"}');
    expect(app.logLines).toEqual([]);
  });

  it("answers HEAD and refuses to be posted to", async () => {
    expect((await app.request("/healthz", { method: "HEAD" })).status).toBe(200);
    expect((await app.request("/healthz", { method: "POST" })).status).toBe(405);
  });
});

describe("/readyz", () => {
  it("is ready once the JWKS was fetched and the public-key endpoint took a connection", async () => {
    expect(await readyz()).toEqual({
      status: 200,
      ready: true,
      draining: false,
      keySetLoaded: true,
      publicKeysReachable: true,
    });
  });

  it("is not ready while the JWKS cannot be fetched, and becomes so by itself", async () => {
    app.fixture.endpoints.jwksFault = "network error";
    expect(await readyz()).toMatchObject({ status: 503, ready: false, keySetLoaded: false });

    app.fixture.endpoints.jwksFault = undefined;
    expect(await readyz()).toMatchObject({ status: 200, ready: true });
  });

  it("is not ready while the public-key endpoint takes no connection", async () => {
    app.publicKeysReachable = false;
    expect(await readyz()).toMatchObject({ status: 503, publicKeysReachable: false });
  });

  it("stays ready when an endpoint goes down later", async () => {
    await readyz();
    app.fixture.endpoints.jwksFault = "network error";
    app.publicKeysReachable = false;

    expect(await readyz()).toMatchObject({ status: 200, ready: true });
  });

  it("is not ready while draining", async () => {
    app.readiness.draining = true;

    expect(await readyz()).toMatchObject({ status: 503, ready: false, draining: true });
  });
});
