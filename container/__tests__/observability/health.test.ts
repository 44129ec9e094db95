import { Readiness } from "../../observability/readiness";
import { AppFixture } from "../support/app";

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
  it("returns 200 without identity, page and log line", async () => {
    const { status, text } = await app.request("/healthz", {
      headers: ["User-Agent", "ELB-HealthChecker/2.0"],
    });

    expect(status).toBe(200);
    expect(text).toBe('{"status":"ok"}');
    expect(app.logLines).toEqual([]);
  });

  it("accepts HEAD and rejects POST", async () => {
    expect((await app.request("/healthz", { method: "HEAD" })).status).toBe(200);
    expect((await app.request("/healthz", { method: "POST" })).status).toBe(405);
  });
});

describe("/readyz", () => {
  it("is ready once the JWKS was fetched and the public-key endpoint accepted a connection", async () => {
    expect(await readyz()).toEqual({
      status: 200,
      ready: true,
      draining: false,
      keySetLoaded: true,
      publicKeysReachable: true,
    });
  });

  it("is not ready until the JWKS can be fetched", async () => {
    app.fixture.endpoints.jwksFailure = "network error";
    expect(await readyz()).toMatchObject({ status: 503, ready: false, keySetLoaded: false });

    app.fixture.endpoints.jwksFailure = undefined;
    expect(await readyz()).toMatchObject({ status: 200, ready: true });
  });

  it("is not ready until the public-key endpoint accepts a connection", async () => {
    app.publicKeysReachable = false;
    expect(await readyz()).toMatchObject({ status: 503, publicKeysReachable: false });
  });

  it("stays ready when an endpoint goes down later", async () => {
    await readyz();
    app.fixture.endpoints.jwksFailure = "network error";
    app.publicKeysReachable = false;

    expect(await readyz()).toMatchObject({ status: 200, ready: true });
  });

  it("stays ready when the key sources fail, flap and deny every key, for hours", async () => {
    await readyz();
    const { fixture } = app;
    const failures = [
      "network error",
      { status: 500, text: "" },
      { status: 404, text: "" },
    ] as const;
    const states = new Set<number>();
    for (let minute = 0; minute < 180; minute++) {
      fixture.endpoints.jwksFailure = minute % 2 === 0 ? failures[minute % 3] : undefined;
      app.publicKeysReachable = false;
      fixture.passSeconds(60);
      // A user's request, which may fail, makes the verifier look for its keys.
      await fixture.outcome(fixture.freshHeaders());
      states.add((await readyz()).status);
    }

    expect([...states]).toEqual([200]);
  });

  it("does not become unready by a check that fails after one that succeeded", async () => {
    let answer: (isReachable: boolean) => void = () => {};
    const slow = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    const answers = [slow, Promise.resolve(true)];
    const readiness = new Readiness(
      { loadKeySet: async () => true },
      new URL("https://keys.example"),
      () => answers.shift() ?? Promise.resolve(false),
    );
    const first = readiness.check();
    await readiness.check();
    answer(false);
    await first;

    expect(await readiness.check()).toMatchObject({ ready: true });
  });

  it("is not ready while draining", async () => {
    app.readiness.draining = true;

    expect(await readyz()).toMatchObject({ status: 503, ready: false, draining: true });
  });
});
