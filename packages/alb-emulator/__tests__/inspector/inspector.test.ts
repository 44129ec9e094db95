import { get, type IncomingMessage } from "node:http";
import { EventLog } from "../../src/inspector/event-log.ts";
import { type RunningInspector, startInspector } from "../../src/inspector/start-inspector.ts";

let inspector: RunningInspector;
let events: EventLog;

beforeEach(async () => {
  events = new EventLog();
  inspector = await startInspector({
    port: 0,
    events,
    overview: () => ({ environment: "example", applications: [], demoUsers: [] }),
  });
});

afterEach(() => inspector.close());

const happen = (text: string) =>
  events.add({ source: "notice", event: { at: 0, text, explanation: undefined } });

function open(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(new URL(path, inspector.url), { headers }, resolve).once("error", reject);
  });
}

/** Reads the stream until so many events have come. */
async function read(stream: IncomingMessage, count: number) {
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) {
    text += chunk;
    const found = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = ""]) => JSON.parse(data));
    if (found.length >= count) {
      stream.destroy();
      return found.map(({ number, event }) => [number, event.text]);
    }
  }
  throw new Error(`The stream ended after:\n${text}`);
}

describe("startInspector", () => {
  it("sends what has happened, and then what happens", async () => {
    happen("first");
    const stream = await open("/events");
    const reading = read(stream, 2);

    happen("second");

    expect(stream.headers["content-type"]).toBe("text/event-stream");
    expect(await reading).toEqual([
      [1, "first"],
      [2, "second"],
    ]);
  });

  it("goes on after the last event that a reader has seen", async () => {
    for (const text of ["first", "second", "third"]) happen(text);

    const stream = await open("/events", { "Last-Event-ID": "2" });

    expect(await read(stream, 1)).toEqual([[3, "third"]]);
  });

  it("serves every file that its page names, with scripts of its own only", async () => {
    const page = await open("/");
    let html = "";
    for await (const chunk of page) html += chunk;
    const files = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, file = ""]) => file);

    const answers = await Promise.all(files.map((file) => open(`/${file}`)));

    expect(page.headers["content-security-policy"]).toContain("script-src 'self'");
    expect(files).toEqual(expect.arrayContaining(["main.mjs", "inspector.css"]));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(files.map(() => 200));
    for (const answer of answers) answer.resume();
  });

  it.each([
    ["/", { Host: "attacker.example" }, 421],
    ["/events", { Host: "attacker.example:8400" }, 421],
    ["/../../../package.json", {}, 404],
    ["/%2e%2e%2fpackage.json", {}, 404],
    ["/missing.css", {}, 404],
  ])("answers %s with %j by %s", async (path, headers, status) => {
    const answer = await open(path, headers as Record<string, string>);
    answer.resume();

    expect(answer.statusCode).toBe(status);
  });

  it("keeps the latest 500 events", () => {
    for (let index = 0; index < 700; index++) happen(String(index));

    const kept = events.after(0);

    expect(kept).toHaveLength(500);
    expect(kept[0]?.number).toBe(201);
  });
});
