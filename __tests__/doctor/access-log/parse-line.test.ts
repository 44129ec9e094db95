import fc from "fast-check";
import { type AccessLogEntry, parseLine } from "../../../scripts/doctor/access-log/parse-line";
import { line, lineOf, ownLine } from "./lines";

function entryOf(text: string): AccessLogEntry {
  const entry = parseLine(text);
  if ("problem" in entry) throw new Error(entry.problem);
  return entry;
}

const problemOf = (text: string) => (parseLine(text) as { problem?: string }).problem;

describe("a line of an access log", () => {
  it.each([29, 30, 33, 34, 35, 40])("is read with %d fields", (count) => {
    const entry = entryOf(lineOf(count));

    expect(entry).toMatchObject({
      status: 200,
      targetStatus: 200,
      method: "GET",
      url: { host: "tasks.example.com", path: "/tasks", query: "" },
      actions: ["authenticate", "forward"],
      unknownFieldCount: Math.max(0, count - 34),
    });
    expect(entry.value("conn_trace_id")).toBe(
      count > 29 ? "TID_0123456789abcdef0123456789abcdef" : undefined,
    );
    expect(entry.value("node_ip")).toBe(count > 33 ? "10.0.0.5" : undefined);
  });

  it.each([
    ["spaces in the URL", "GET https://a.example.com:443/a b?q=c d HTTP/1.1", "/a b", "q=c d"],
    ["an IPv6 host", "GET https://[2001:db8::1]:443/a HTTP/1.1", "/a", ""],
    ["no path", "OPTIONS https://a.example.com:443* HTTP/1.1", "*", ""],
    ["a query without a path", "GET https://a.example.com:443?a=1 HTTP/1.1", "", "a=1"],
    ["question marks in the query", "GET https://a.example.com:443/a?b=?c HTTP/1.1", "/a", "b=?c"],
    ["bytes that are no request", "- https://a.example.com:443- -", undefined, undefined],
  ])("is read with %s", (_, request, path, query) => {
    const { url, status } = entryOf(line({ request: `"${request}"` }));

    expect([url?.path, url?.query, status]).toEqual([path, query, 200]);
  });

  it("keeps quotes after a backslash in their field", () => {
    const userAgent = String.raw`"a \"b\" \\ \x22 c"`;
    const entry = entryOf(line({ userAgent, reason: '"AuthInvalidCookie"' }));

    expect(entry.value("user_agent")).toBe(userAgent.slice(1, -1));
    expect(entry.value("error_reason")).toBe("AuthInvalidCookie");
  });

  it("is read as it was before lists were quoted", () => {
    const entry = entryOf(line({ targets: "10.0.0.1:80", targetStatuses: "200" }));

    expect(entry.value("target_status_code_list")).toBe("200");
    expect(entry.value("classification")).toBeUndefined();
  });

  it("has no status where the load balancer wrote none", () => {
    expect(entryOf(ownLine(0, "-", { status: "-" })).status).toBeUndefined();
    expect(entryOf(ownLine(0, "-", { status: "000" })).status).toBeUndefined();
  });
});

describe("another line", () => {
  it("says that quotes are lost", () => {
    expect(problemOf(line().replaceAll('"', ""))).toMatch(/single quotes/);
  });

  it("says that it was cut off", () => {
    expect(problemOf(lineOf(20))).toMatch(/has 20 fields.*29.*cut off/);
    expect(problemOf(line().slice(0, 220))).toMatch(/cut off/);
  });

  it.each([
    [
      "a connection log",
      "2026-11-29T21:40:00.1Z 203.0.113.9 50123 443 TLSv1.3 x 0.01 - - - Success",
    ],
    ["a network load balancer", "tls 2.0 2026-11-29T21:40:00 net/a/b c 203.0.113.9:1 10.0.0.1:2"],
    ["a program", '{"level":"info","code":"secret-value-1234567890"}'],
    ["nothing", ""],
  ])("is not one of an Application Load Balancer: %s", (_, text) => {
    expect(problemOf(text)).toMatch(/does not begin with http, https/);
    expect(problemOf(text)).not.toMatch(/secret-value|203\.0\.113/);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        for (const each of [text, `https ${text}`, line({ request: `"${text}"`, reason: text })]) {
          expect(typeof parseLine(each)).toBe("object");
        }
      }),
    );
  });

  it("is read in time that grows with its length only", () => {
    const started = performance.now();
    parseLine(`https "${'\\"'.repeat(500_000)}`);
    parseLine(line({ request: `"GET ${"https://a ".repeat(100_000)}"` }));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
