import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { openStages } from "./support/open-stages.ts";
import { rawRequest } from "./support/raw-request.ts";
import type { Stage } from "./support/stage.ts";
import { waitUntil } from "./support/wait-until.ts";

const openStage = openStages();
const post = "POST / HTTP/1.1\r\nHost: app.example.com\r\n";

/** The page that a load balancer sends with a status. */
function pageOf(title: string): string {
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
}

async function finished(stage: Stage) {
  const event = await stage.lastEvent();
  await waitUntil(() => stage.lines.length > 0);
  return { event, line: String(stage.lines.at(-1)) };
}

describe("bytes that are not a request", () => {
  it("get AWS's page, 272 bytes with its headers, and AWS's line in the access log", async () => {
    const stage = await openStage();
    const response = await rawRequest(stage.loadBalancer.port, "hello\r\n\r\n");
    const { event, line } = await finished(stage);

    expect(response).toHaveLength(272);
    expect(response.replace(/Date: .{29}\r\n/, "Date: \r\n")).toBe(
      `HTTP/1.1 400 Bad Request\r\nServer: awselb/2.0\r\nDate: \r\nContent-Type: text/html\r\nContent-Length: 122\r\nConnection: close\r\n\r\n${pageOf("400 Bad Request")}`,
    );
    const time = /\d{4}-\d\d-\d\dT[\d:.]+Z/.source;
    // As logged by load balancers in AWS; their listener was on port 80.
    expect(line).toMatch(
      new RegExp(
        `^https ${time} app/example/0123456789abcdef 127\\.0\\.0\\.1:\\d+ - -1 -1 -1 400 - 0 272 "- https://example-1234567890\\.eu-central-1\\.elb\\.amazonaws\\.com:443- -" "-" - - - "-" "-" "arn:aws:acm:\\S+" - ${time} "-" "-" "-" "-" "-" "-" "-" TID_[0-9a-f]{32} "-" "-" "-" 127\\.0\\.0\\.1$`,
      ),
    );
    expect(event?.explanation).toMatch(/not valid HTTP \(Invalid method encountered\)/);
    expect(event?.response).toMatchObject({ status: 400, by: "load balancer" });
  });

  it.each([
    [
      "400 Bad Request",
      "a header without a colon",
      "GET / HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n",
    ],
    [
      "400 Bad Request",
      "two lengths of one body",
      `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
    ],
    [
      "400 Bad Request",
      "length and chunks of one body",
      `${post}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ["400 Bad Request", "headers above every limit", `GET / HTTP/1.1\r\nX: ${"a".repeat(90_000)}`],
    ["501 Not Implemented", "another transfer encoding", `${post}Transfer-Encoding: gzip\r\n\r\n`],
    [
      "505 HTTP Version Not Supported",
      "another version of HTTP",
      "GET / HTTP/3.0\r\nHost: a\r\n\r\n",
    ],
    ["505 HTTP Version Not Supported", "HTTP/2 without TLS", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ])("get %s: %s", async (title, _, request) => {
    const stage = await openStage();
    const response = await rawRequest(stage.loadBalancer.port, request);
    const { event, line } = await finished(stage);
    const status = title.slice(0, 3);

    expect(response).toMatch(new RegExp(`^HTTP/1\\.1 ${title}\\r\\n`));
    expect(response.endsWith(pageOf(title))).toBe(true);
    expect(line).toContain(` -1 ${status} - `);
    expect(event?.response.status).toBe(Number(status));
    expect(event?.explanation).toMatch(/so the load balancer returns \d{3}\. \w/);
  });

  it("get 408 when they do not arrive within the idle timeout", async () => {
    const stage = await openStage({}, { idleTimeoutSeconds: 1 });
    const response = await rawRequest(stage.loadBalancer.port, "GET / HTTP/1.1\r\nHost: ");
    const { line } = await finished(stage);

    expect(response).toMatch(/^HTTP\/1\.1 408 Request Time-out\r\n/);
    expect(line).toContain(" 408 - ");
  });

  it("are not reported when a connection is opened in advance and never used", async () => {
    const stage = await openStage({}, { idleTimeoutSeconds: 1 });

    expect(await rawRequest(stage.loadBalancer.port, "")).toBe("");
    expect([...stage.events, ...stage.lines]).toEqual([]);
  });

  it("are no response to a client that leaves during its upload: that is a 460", async () => {
    const stage = await openStage();
    const socket = connect(stage.loadBalancer.port, "127.0.0.1");
    socket.end(`${post}Content-Length: 9\r\n\r\nabc`);

    expect(await text(socket).catch(() => "")).toBe("");
    const { line } = await finished(stage);
    expect(line).toContain(" 460 - ");
    expect(stage.lines).toHaveLength(1);
  });

  it("end a request that has begun, with one line in the access log", async () => {
    const stage = await openStage();
    const response = await rawRequest(
      stage.loadBalancer.port,
      `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    );
    const { event } = await finished(stage);

    expect(response).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(stage.lines).toEqual([expect.stringMatching(/ 400 - .*"POST https:/)]);
    expect(event?.explanation).toMatch(/Invalid character in chunk size/);
  });

  it("cut off a response that has begun", async () => {
    const stage = await openStage({
      target: (_, response) => {
        response.write("begun");
      },
    });
    const socket = connect(stage.loadBalancer.port, "127.0.0.1");
    socket.write(`${post}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n`);
    await once(socket, "data");
    socket.write("zz\r\n");
    const rest = await text(socket).catch(() => "");

    expect(rest).not.toContain("HTTP/1.1");
    expect((await stage.lastEvent())?.explanation).toMatch(/Invalid character in chunk size/);
  });

  it("link to their entry in the inspector", async () => {
    const stage = await openStage({ inspectorUrl: "http://localhost:8400/" });
    const response = await rawRequest(stage.loadBalancer.port, "hello\r\n\r\n");

    expect(response).toMatch(
      new RegExp(`X-Local-Inspector: http://localhost:8400/#${(await stage.lastEvent())?.id}\r\n`),
    );
  });

  it("do not end the next connection", async () => {
    const stage = await openStage();
    await rawRequest(stage.loadBalancer.port, "hello\r\n\r\n");
    expect((await stage.browser.get("/")).status).toBe(200);
  });
});
