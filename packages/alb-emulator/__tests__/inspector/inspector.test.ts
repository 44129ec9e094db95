import { get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { json, text } from "node:stream/consumers";
import { EventLog, type NumberedEvent } from "../../src/inspector/event-log.ts";
import { type RunningInspector, startInspector } from "../../src/inspector/start-inspector.ts";

let inspector: RunningInspector;
let events: EventLog;
let missing: string[];

beforeEach(async () => {
  events = new EventLog();
  missing = [];
  inspector = await startInspector({
    port: 0,
    events,
    missing: async () => missing,
    overview: () => ({
      environment: "example",
      applications: [],
      targets: [],
      demoUsers: [],
      users: [],
    }),
    secrets: () => [],
    commands: {},
  });
});

afterEach(() => inspector.close());

const addNotice = (notice: string) =>
  events.add({ source: "notice", event: { at: 0, text: notice, explanation: undefined } });

function open(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(new URL(path, inspector.url), { headers }, resolve).once("error", reject);
  });
}

/** Reads the stream until it has sent this many events. */
async function read(stream: IncomingMessage, count: number): Promise<NumberedEvent[]> {
  let received = "";
  for await (const chunk of stream.setEncoding("utf8")) {
    received += chunk;
    const found = [...received.matchAll(/^data: (.*)$/gm)].map(([, data = ""]) => JSON.parse(data));
    if (found.length >= count) {
      stream.destroy();
      return found;
    }
  }
  throw new Error(`The stream ended after:\n${received}`);
}

describe(startInspector, () => {
  it("returns 200 for /ready when nothing is missing, else 503 and what is", async () => {
    const ready = await open("/ready", { host: "emulator:8400" });
    expect([ready.statusCode, await json(ready)]).toEqual([200, { ready: true }]);

    missing = ["tasks/web does not listen on PORT=1 yet."];
    const waiting = await open("/ready");
    expect([waiting.statusCode, await json(waiting)]).toEqual([503, { ready: false, missing }]);
  });

  it("sends the stored events first, then new ones", async () => {
    addNotice("first");
    const stream = await open("/events");
    const reading = read(stream, 2);

    addNotice("second");

    expect(stream.headers["content-type"]).toBe("text/event-stream");
    expect(await reading).toMatchObject([
      { number: 1, event: { text: "first" } },
      { number: 2, event: { text: "second" } },
    ]);
  });

  it("keeps nothing for a reader that has stalled, and goes on when it reads again", async () => {
    const socket = connect(Number(new URL(inspector.url).port), "127.0.0.1");
    socket.write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    socket.setEncoding("utf8");
    await new Promise<void>((resolve) => {
      socket.on("data", function begin(data: string) {
        if (!data.includes("retry:")) return;
        // What follows is long, and is not looked at.
        socket.off("data", begin);
        resolve();
      });
    });
    socket.pause();
    const before = process.memoryUsage().external + process.memoryUsage().heapUsed;

    for (let round = 0; round < 8; round++) {
      for (let event = 0; event < 500; event++) addNotice("x".repeat(20_000));
      await new Promise((resolve) => setImmediate(resolve));
    }
    addNotice("the last one");

    const grown = process.memoryUsage().external + process.memoryUsage().heapUsed - before;
    // 80 MB were reported; the log itself keeps the latest 1,000 events.
    expect(grown).toBeLessThan(60_000_000);
    const last = new Promise<void>((resolve) => {
      socket.on("data", (data: string) => data.includes("the last one") && resolve());
    });
    socket.resume();
    await last;
    socket.destroy();
  });

  it("continues after the last event that a reader has received", async () => {
    for (const notice of ["first", "second", "third"]) addNotice(notice);

    const stream = await open("/events", { "Last-Event-ID": `${events.id}:2` });

    expect(await read(stream, 1)).toMatchObject([{ number: 3, event: { text: "third" } }]);
  });

  it("sends everything to a reader whose last event is of a former start", async () => {
    addNotice("first after the restart");

    const stream = await open("/events", { "Last-Event-ID": "former-start:200" });

    expect(await read(stream, 1)).toMatchObject([{ number: 1 }]);
  });

  it("serves every file that its page and its modules name", async () => {
    const html = await text(await open("/"));
    const files = new Set(
      [...html.matchAll(/(?:href|src)="([\w-]+\.\w+)"/g)].map(([, file = ""]) => file),
    );
    // A set also iterates over the files that are added on the way.
    for (const file of files) {
      const response = await open(`/${file}`);
      const content = await text(response);
      expect([file, response.statusCode]).toEqual([file, 200]);
      for (const [, imported = ""] of content.matchAll(/ from "\.\/([\w-]+\.mjs)"/g))
        files.add(imported);
    }

    expect([...files]).toEqual(expect.arrayContaining(["main.mjs", "detail.mjs", "tokens.css"]));
  });

  it("allows no scripts, styles and connections but its own", async () => {
    const response = await open("/");
    response.resume();

    expect(response.headers["content-security-policy"]).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
    );
  });

  it("tells the page what is running", async () => {
    expect(JSON.parse(await text(await open("/overview")))).toEqual({
      environment: "example",
      applications: [],
      targets: [],
      demoUsers: [],
      users: [],
    });
  });

  it.each([
    ["/", { Host: "attacker.example" }, 421],
    ["/events", { Host: "attacker.example:8400" }, 421],
    ["/../../../package.json", {}, 404],
    ["/%2e%2e%2fpackage.json", {}, 404],
    ["/missing.css", {}, 404],
  ])("responds to %s with %j by %s", async (path, headers, status) => {
    const response = await open(path, headers as Record<string, string>);
    response.resume();

    expect(response.statusCode).toBe(status);
  });
});

describe(EventLog, () => {
  it("stores the latest 1,000 events", () => {
    for (let index = 0; index < 1200; index++) addNotice(String(index));

    const stored = events.after(0);

    expect(stored).toHaveLength(1000);
    expect(stored[0]?.number).toBe(201);
  });
});
