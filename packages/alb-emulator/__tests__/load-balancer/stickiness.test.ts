import { createServer } from "node:http";
import type { ForwardAction, TargetStickiness } from "../../src/model/load-balancer.ts";
import { type RunningServer, runServer } from "../../src/model/run-server.ts";
import { forward, model, paths, rule, targetGroupArn } from "./support/model.ts";
import { type Stage, setStage } from "./support/stage.ts";

const otherArn = targetGroupArn.replace("app-web", "app-api");
// The test browser drops cookies that have expired by its own clock.
const startMs = Date.parse("2100-01-01T00:00:00Z");

/** Names of the targets by service; each also sets the cookies that the test wants. */
const servers = new Map<string, RunningServer>();
let fromTarget: string[] = [];
let cookiesAtTarget = "";

beforeAll(async () => {
  for (const name of ["web-1", "web-2", "api-1", "api-2"]) {
    const server = createServer((request, response) => {
      cookiesAtTarget = request.headers.cookie ?? "";
      if (fromTarget.length > 0) response.setHeader("set-cookie", fromTarget);
      response.end(name);
    });
    servers.set(name, await runServer(server, { host: "127.0.0.1", port: 0 }));
  }
});

afterAll(async () => {
  await Promise.all([...servers.values()].map(({ close }) => close()));
});

let stage: Stage | undefined;
let nowMs = startMs;
let gone = "";

afterEach(async () => {
  await stage?.close();
  stage = undefined;
  fromTarget = [];
  nowMs = startMs;
  gone = "";
});

interface Sticky {
  readonly target?: TargetStickiness;
  readonly group?: ForwardAction["stickiness"];
  readonly weights?: readonly [number, number];
}

async function open({ target, group, weights = [1, 0] }: Sticky): Promise<Stage> {
  const action: ForwardAction = {
    ...forward,
    targetGroups: [
      { arn: targetGroupArn, weight: weights[0] },
      { arn: otherArn, weight: weights[1] },
    ],
    ...(group && { stickiness: group }),
  };
  const base = model([rule(1, [paths("/*")], action)]);
  const targetGroups = base.targetGroups.flatMap((one) => [
    { ...one, stickiness: target },
    { ...one, arn: otherArn, name: "app-api", service: "api", stickiness: target },
  ]);
  const opened = await setStage(
    { ...base, targetGroups },
    {
      clock: () => nowMs,
      resolveTarget: (service) =>
        [1, 2]
          .map((number) => `${service}-${number}`)
          .filter((name) => name !== gone)
          .map((name) => new URL(`http://127.0.0.1:${servers.get(name)?.port}`)),
    },
  );
  stage = opened;
  return opened;
}

async function bodies({ browser }: Stage, count = 6): Promise<readonly string[]> {
  const found: string[] = [];
  for (let index = 0; index < count; index++) found.push((await browser.get("/")).body);
  return [...new Set(found)].sort();
}

const lbCookie: TargetStickiness = { type: "lb_cookie", durationSeconds: 3600 };
const appCookie: TargetStickiness = {
  type: "app_cookie",
  durationSeconds: 3600,
  cookieName: "SESSION",
};

describe("stickiness of a target group by lb_cookie", () => {
  it("keeps a browser at one target, with AWSALB and AWSALBCORS for seven days", async () => {
    const { browser } = await open({ target: lbCookie });

    const { setCookies, body } = await browser.get("/");

    expect(setCookies).toEqual([
      expect.stringMatching(
        /^AWSALB=[A-Za-z0-9+/]+={0,2}; Expires=Fri, 08 Jan 2100 00:00:00 GMT; Path=\/$/,
      ),
      expect.stringMatching(
        /^AWSALBCORS=[A-Za-z0-9+/]+={0,2}; Expires=Fri, 08 Jan 2100 00:00:00 GMT; Path=\/; SameSite=None; Secure$/,
      ),
    ]);
    expect(stage && (await bodies(stage))).toEqual([body]);
  });

  it("distributes the requests of clients without cookies", async () => {
    const opened = await open({ target: lbCookie });
    opened.browser.cookies.clear();
    const found = new Set<string>();
    for (let index = 0; index < 4; index++) {
      opened.browser.cookies.clear();
      found.add((await opened.browser.get("/")).body);
    }
    expect([...found].sort()).toEqual(["web-1", "web-2"]);
  });

  it("takes AWSALBCORS alone, and passes the cookies on to the target", async () => {
    const opened = await open({ target: lbCookie });
    const { body } = await opened.browser.get("/");
    opened.browser.cookies.delete("AWSALB");

    expect((await opened.browser.get("/")).body).toBe(body);
    expect(cookiesAtTarget).toMatch(/^AWSALBCORS=/);
  });

  it("says in the event which cookie chose the target", async () => {
    const opened = await open({ target: lbCookie });
    await opened.browser.get("/");
    expect((await opened.lastEvent(1))?.target?.boundBy).toEqual([]);
    await opened.browser.get("/");
    expect((await opened.lastEvent(2))?.target?.boundBy).toEqual(["AWSALB"]);
  });

  it("ends after the duration, counted from the first request", async () => {
    const opened = await open({ target: lbCookie });
    const { body } = await opened.browser.get("/");
    nowMs += 3_599_000;
    expect((await opened.browser.get("/")).body).toBe(body);
    nowMs += 1_000;
    await opened.browser.get("/");
    expect((await opened.lastEvent(3))?.target?.boundBy).toEqual([]);
  });

  it("chooses another target when the first one is gone", async () => {
    const opened = await open({ target: lbCookie });
    const { body } = await opened.browser.get("/");
    gone = body;
    const other = await opened.browser.get("/");
    expect(other.body).not.toBe(body);
    gone = "";
    expect(await bodies(opened)).toEqual([other.body]);
  });

  it("ignores a changed cookie", async () => {
    const opened = await open({ target: lbCookie });
    await opened.browser.get("/");
    opened.browser.cookies.set("AWSALB", "AAAA");
    opened.browser.cookies.set("AWSALBCORS", "%");
    expect((await opened.browser.get("/")).status).toBe(200);
    expect((await opened.lastEvent(2))?.target?.boundBy).toEqual([]);
  });

  it("adds its cookies to those of the target", async () => {
    const opened = await open({ target: lbCookie });
    fromTarget = ["a=1; Path=/"];
    const { setCookies } = await opened.browser.get("/");
    expect(setCookies.map((cookie) => cookie.split("=")[0])).toEqual(["a", "AWSALB", "AWSALBCORS"]);
  });
});

describe("stickiness of a target group by app_cookie", () => {
  it("starts when the target sets its cookie, whose attributes AWSALBAPP-0 copies", async () => {
    const opened = await open({ target: appCookie });
    const unused = await opened.browser.get("/");
    expect(unused.setCookies.map((cookie) => cookie.split(";")[0])).toEqual(
      [0, 1, 2, 3].map((shard) => `AWSALBAPP-${shard}=_remove_`),
    );

    fromTarget = ["SESSION=abc; Max-Age=60; Path=/; HttpOnly"];
    const { setCookies, body } = await opened.browser.get("/");
    expect(setCookies[1]).toMatch(
      /^AWSALBAPP-0=[A-Za-z0-9+/]+={0,2}; Max-Age=60; Path=\/; HttpOnly$/,
    );
    expect(setCookies.slice(2).map((cookie) => cookie.split(";")[0])).toEqual(
      [1, 2, 3].map((shard) => `AWSALBAPP-${shard}=_remove_`),
    );

    fromTarget = [];
    expect((await opened.browser.get("/")).setCookies).toEqual([]);
    expect(await bodies(opened)).toEqual([body]);
  });

  it("ends when the application's cookie is gone", async () => {
    const opened = await open({ target: appCookie });
    fromTarget = ["SESSION=abc; Path=/"];
    await opened.browser.get("/");
    fromTarget = [];
    opened.browser.cookies.delete("SESSION");
    expect(await bodies(opened)).toEqual(["web-1", "web-2"]);
  });
});

describe("stickiness of a forward action", () => {
  it("keeps a browser at one target group, with AWSALBTG and AWSALBTGCORS", async () => {
    const opened = await open({ group: { durationSeconds: 60 }, weights: [1, 1] });
    const { body, setCookies } = await opened.browser.get("/");

    expect(setCookies.map((cookie) => cookie.split("=")[0])).toEqual(["AWSALBTG", "AWSALBTGCORS"]);
    const service = body.replace(/\d$/, "");
    expect(await bodies(opened, 12)).toEqual([`${service}1`, `${service}2`]);
    expect((await opened.lastEvent(13))?.target?.boundBy).toEqual(["AWSALBTG"]);
    nowMs += 60_000;
    await opened.browser.get("/");
    expect((await opened.lastEvent(14))?.target?.boundBy).toEqual([]);
  });

  it("keeps a browser at one target of one group together with the group's own stickiness", async () => {
    const opened = await open({
      target: lbCookie,
      group: { durationSeconds: 60 },
      weights: [1, 1],
    });
    const { body } = await opened.browser.get("/");
    expect(await bodies(opened, 12)).toEqual([body]);
    expect((await opened.lastEvent(13))?.target?.boundBy).toEqual(["AWSALBTG", "AWSALB"]);
  });

  it("distributes requests by weight without it", async () => {
    const opened = await open({ weights: [1, 1] });
    // By chance, one of the two groups is never chosen in one run of 2^99.
    expect((await bodies(opened, 100)).map((name) => name.slice(0, 3))).toEqual(
      expect.arrayContaining(["api", "web"]),
    );
  });

  it("keeps nobody at a target group whose weight is 0 now", async () => {
    const opened = await open({ group: { durationSeconds: 60 }, weights: [0, 1] });
    expect(await bodies(opened)).toEqual(["api-1", "api-2"]);
  });
});
