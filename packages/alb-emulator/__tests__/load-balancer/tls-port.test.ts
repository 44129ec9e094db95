import {
  createAuthority,
  createCertificate,
  type LocalCertificate,
} from "../../src/runtime/certificate.ts";
import { sendRequest } from "../support/send-request.ts";
import { host } from "./support/model.ts";
import { openStages } from "./support/open-stages.ts";
import { rawRequest } from "./support/raw-request.ts";
import { received } from "./support/stage.ts";

const openStage = openStages();

let https: LocalCertificate;

beforeAll(async () => {
  https = await createCertificate([host], await createAuthority());
});

const request = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\n\r\n`;

describe("the port of an HTTPS listener with TLS", () => {
  it("serves requests over TLS", async () => {
    const stage = await openStage({ https });
    const { port } = stage.loadBalancer;
    const send = (path: string) =>
      sendRequest({ protocol: "https:", port, path, servername: host, headers: { host } });

    for (const path of ["/a", "/b"]) {
      const { status, body } = await send(path);
      expect([status, received(body).url]).toEqual([200, path]);
    }
    await stage.lastEvent(2);
    expect(stage.lines[0]).toMatch(/ TLS_\w+ TLSv1\.3 /);
  });

  it("returns 400 to plain HTTP, with a page that says so, and closes the connection", async () => {
    const stage = await openStage({ https, inspectorUrl: "http://localhost:8400/" });
    const response = await rawRequest(stage.loadBalancer.port, request("/page"));
    const event = await stage.lastEvent();

    expect(response).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nServer: awselb\/2\.0\r\n/);
    expect(response).toContain("<title>400 The plain HTTP request was sent to HTTPS port</title>");
    expect(response).toContain("See why in the inspector");
    expect(event).toMatchObject({ request: { path: "/page" }, response: { status: 400 } });
    expect(event?.explanation).toMatch(/Use https:\/\//);
    expect(stage.lines).toEqual([expect.stringMatching(/ 400 - .* - - - "Root=/)]);
  });

  it("returns 400 to what is neither TLS nor HTTP", async () => {
    const stage = await openStage({ https });

    expect(await rawRequest(stage.loadBalancer.port, "hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("closes a connection on which nothing arrives within the idle timeout", async () => {
    const stage = await openStage({ https }, { idleTimeoutSeconds: 1 });

    expect(await rawRequest(stage.loadBalancer.port, "")).toBe("");
    expect(stage.events).toEqual([]);
  });
});
