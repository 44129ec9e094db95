import { X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import type { Emulator } from "../../src/runtime/emulator.ts";
import { EmulatorFixture } from "../support/emulator-fixture.ts";
import { sendRequest } from "../support/send-request.ts";
import { page, Visitor } from "../support/visitor.ts";

/** Returns the headers that it received. */
const echo = `node -e '
require("node:http").createServer((q, r) => r.end(JSON.stringify({ headers: q.headers }))).listen(process.env.PORT);
'`;

let fixture: EmulatorFixture;
let emulator: Emulator;
let port: number;

beforeAll(async () => {
  fixture = new EmulatorFixture();
  emulator = await fixture.start({
    realNames: true,
    identityPort: undefined,
    caFile: join(fixture.folder, "shared", "ca.pem"),
    services: ["tasks", "notes"].map((application) => ({
      application,
      service: "web",
      program: { command: echo, directory: fixture.folder },
    })),
  });
  port = Number(new URL(emulator.urlOf("tasks")).port);
});

afterAll(() => fixture.close());

async function signIn(visitor: Visitor, url: string) {
  const [user] = emulator.userPools.flatMap(({ demoUsers }) => demoUsers);
  const form = page(await visitor.visit(url));
  expect(form.url).toMatch(/^https:\/\/[\w-]+\.auth\.[\w-]+\.amazoncognito\.com:\d+\/login/);
  const fields = { username: user?.login ?? "", password: user?.password ?? "" };
  return page(await visitor.submit(form, "/login", fields));
}

const get = (host: string, path: string) =>
  sendRequest({
    protocol: "https:",
    port,
    path,
    servername: host,
    headers: { host: `${host}:${port}` },
  });

describe("the emulator with real names", () => {
  it("signs in at several load balancers on one port, each with its own host", async () => {
    const visitor = new Visitor();

    const tasks = await signIn(visitor, `https://tasks.example.com:${port}/tasks`);
    const notes = page(await visitor.visit(`https://notes.example.com:${port}/`));

    expect(tasks.url).toBe(`https://tasks.example.com:${port}/tasks`);
    const { headers } = JSON.parse(tasks.text);
    expect(headers).toMatchObject({ "x-forwarded-proto": "https", "x-forwarded-port": "443" });
    expect(JSON.parse(notes.text).headers["x-amzn-oidc-data"]).toBeDefined();
  });

  it("publishes the keys of a token at the addresses that AWS has", async () => {
    const visitor = new Visitor();
    const { text } = await signIn(visitor, `https://tasks.example.com:${port}/tasks`);
    const header = (token: string) =>
      JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
    const { headers } = JSON.parse(text);
    const { kid, signer, iss } = header(headers["x-amzn-oidc-data"]);
    const region = signer.split(":")[3];

    const pem = await get(`public-keys.auth.elb.${region}.amazonaws.com`, `/${kid}`);
    const missing = await get(`public-keys.auth.elb.${region}.amazonaws.com`, "/x");

    expect(pem).toMatchObject({ status: 200, body: expect.stringMatching(/^-----BEGIN PUBLIC/) });
    expect(missing.status).toBe(403);
    const accessKid = header(headers["x-amzn-oidc-accesstoken"]).kid;
    const { hostname, pathname } = new URL(iss);
    for (const host of [hostname, `issuer-${hostname}`]) {
      const { body } = await get(host, `${pathname}/.well-known/jwks.json`);
      expect(JSON.parse(body).keys.map((key: { kid: string }) => key.kid)).toContain(accessKid);
    }
    const unknownPool = await get(hostname, "/eu-central-1_Unknown00/.well-known/jwks.json");
    expect(unknownPool.status).toBe(404);
  });

  it("tells callers of Cognito's API that it is not served", async () => {
    const host = emulator.realNames.find((name) => name.startsWith("cognito-idp."));

    const { status, body } = await sendRequest({
      protocol: "https:",
      port,
      path: "/",
      method: "POST",
      servername: host ?? "",
      headers: {
        host,
        "x-amz-target": "AWSCognitoIdentityProviderService.ListUsers",
      },
      body: "{}",
    });

    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({
      __type: "NotSupportedException",
      message: expect.stringContaining("AWSCognitoIdentityProviderService.ListUsers"),
    });
  });

  it("redirects plain HTTP as the listener on port 80 says", async () => {
    const [application] = emulator.applications;
    const httpPort = application?.loadBalancer.ports.get(80) ?? 0;
    const send = (host: string) =>
      sendRequest({ port: httpPort, path: "/a?b=c", headers: { host: `${host}:${httpPort}` } });

    for (const host of ["tasks.example.com", "notes.example.com"]) {
      const { status, headers } = await send(host);
      expect([status, headers.location]).toEqual([301, `https://${host}:${port}/a?b=c`]);
    }
  });

  it("names every host that has to lead to it, and has certificates for them", async () => {
    const names = emulator.realNames;
    expect(names).toEqual(
      expect.arrayContaining([
        "tasks.example.com",
        "notes.example.com",
        expect.stringMatching(/^public-keys\.auth\.elb\./),
      ]),
    );
    const ca = readFileSync(emulator.caFile ?? "", "utf8");
    for (const servername of names) {
      // Verified: an untrusted certificate, or one for another name, is an error.
      await new Promise<void>((resolve, reject) => {
        const socket = connect({ host: "127.0.0.1", port, servername, ca }, () => {
          socket.destroy();
          resolve();
        });
        socket.once("error", reject);
      });
    }
  });

  it("keeps its certificate authority for the next start, and its key to itself", async () => {
    const state = join(fixture.folder, "state");
    const authority = new X509Certificate(readFileSync(join(state, "ca.pem")));

    expect(emulator.caFile).toBe(join(fixture.folder, "shared", "ca.pem"));
    expect(readFileSync(emulator.caFile ?? "")).toEqual(readFileSync(join(state, "ca.pem")));
    expect(authority.ca).toBe(true);
    expect(statSync(join(state, "ca-key.pem")).mode & 0o777).toBe(0o600);
  });
});
