import type { Emulator } from "../../src/runtime/emulator.ts";
import { EmulatorFixture } from "../support/emulator-fixture.ts";
import { page, Visitor } from "../support/visitor.ts";
import { startEchoTarget } from "./support/echo-target.ts";
import { postAsPage, sendTo } from "./support/page-requests.ts";

let fixture: EmulatorFixture;
let emulator: Emulator;
let target: Awaited<ReturnType<typeof startEchoTarget>>;
/** What the run produced that nobody else may have. */
const secrets = new Set<string>();
let text: string;

beforeAll(async () => {
  target = await startEchoTarget();
  fixture = new EmulatorFixture();
  emulator = await fixture.start({ services: [{ service: "web", program: { url: target.url } }] });
  await signInAndMore();
  text = (await sendTo(emulator.inspectorUrl, "/requests.har")).body;
});

afterAll(async () => {
  await fixture.close();
  await target.close();
});

/** A sign-in, and requests with secrets where programs put them. */
async function signInAndMore(): Promise<void> {
  const visitor = new Visitor();
  const url = emulator.urlOf("tasks");
  const [demoUser] = emulator.userPools[0]?.demoUsers ?? [];
  const { login: username = "", password = "" } = demoUser ?? {};
  secrets.add(password);
  const visited = await visitor.visit(`${url}/`);
  const back = await visitor.submit(page(visited), "/login", { username, password });
  for (const response of [...visited, ...back]) {
    for (const address of [response.url, response.location ?? ""]) {
      if (!URL.canParse(address)) continue;
      const query = new URL(address).searchParams;
      for (const name of ["code", "state"]) secrets.add(query.get(name) ?? "");
    }
  }
  for (const cookie of (await visitor.jar.serialize()).cookies) secrets.add(String(cookie.value));
  for (const { headers } of target.received) {
    for (const name of ["x-amzn-oidc-data", "x-amzn-oidc-accesstoken"]) {
      secrets.add(String(headers[name] ?? ""));
    }
  }
  const given = {
    "X-Api-Key": "api-key-of-the-client",
    Authorization: "Bearer opaque-bearer-value",
    Referer: `${url}/reset?reset_token=token-in-referer&page=2`,
    "X-Custom": "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
  };
  const path =
    "/public/x?access_token=token-in-query&page=2&client_secret=secret-in-query&password=word-in-query";
  await visitor.send(`${url}${path}`, { headers: given });
  for (const secret of [
    ...["api-key-of-the-client", "opaque-bearer-value", "token-in-referer", "token-in-query"],
    ...["secret-in-query", "word-in-query", given["X-Custom"]],
  ]) {
    secrets.add(secret);
  }
  secrets.delete("");
  // One letter is everywhere.
  secrets.delete("x");
}

describe("the export as HAR", () => {
  it("contains no secret of the run", () => {
    expect(secrets.size).toBeGreaterThan(12);
    const found = [...secrets].filter(
      (secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)),
    );

    expect(found).toEqual([]);
  });

  it("contains what is no secret: addresses, status, headers and the rule", () => {
    const { log } = JSON.parse(text);
    const last = log.entries.find(({ request }: { request: { url: string } }) =>
      request.url.includes("/public/x"),
    );

    expect(last.request.queryString).toContainEqual({ name: "page", value: "2" });
    expect(last.request.queryString).toContainEqual({ name: "access_token", value: "(redacted)" });
    expect(last.request.headers).toContainEqual({ name: "X-Api-Key", value: "(redacted)" });
    expect(last.response).toMatchObject({ status: 200 });
    expect(last.comment).toContain("rule 100");
  });

  it("has the fields that HAR 1.2 requires", () => {
    const { log } = JSON.parse(text);

    expect(log).toMatchObject({ version: "1.2", creator: { name: "alb-emulator" } });
    expect(log.entries.length).toBeGreaterThan(5);
    for (const entry of log.entries) {
      expect(entry).toMatchObject({
        startedDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        time: expect.any(Number),
        request: {
          method: expect.any(String),
          url: expect.stringMatching(/^https?:/),
          httpVersion: expect.any(String),
          cookies: expect.any(Array),
          headers: expect.any(Array),
          queryString: expect.any(Array),
          headersSize: -1,
          bodySize: -1,
        },
        response: {
          status: expect.any(Number),
          statusText: expect.any(String),
          content: { size: expect.any(Number), mimeType: expect.any(String) },
          redirectURL: expect.any(String),
        },
        cache: {},
        timings: { send: 0, wait: expect.any(Number), receive: expect.any(Number) },
      });
    }
  });
});

describe("the export of the requests that the page shows", () => {
  const exportOf = (requests: unknown) =>
    postAsPage(emulator.inspectorUrl, "/export", { requests });
  const idOf = (path: string) =>
    emulator
      .events()
      .flatMap((entry) => (entry.source === "load-balancer" ? [entry.event] : []))
      .find(({ request }) => request.path === path)?.id;

  it("has these requests only, without secrets", async () => {
    const { body } = await exportOf([idOf("/public/x"), "no-such-id"]);

    const { entries } = JSON.parse(body).log;
    expect(entries).toHaveLength(1);
    expect(entries[0].request.url).toContain("/public/x");
    expect([...secrets].filter((secret) => body.includes(secret))).toEqual([]);
  });

  it("rejects anything but a list of ids", async () => {
    const { status, body } = await exportOf("all");

    expect([status, JSON.parse(body).error]).toEqual([
      400,
      expect.stringContaining("needs the ids of its requests"),
    ]);
  });
});
