import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  certificateFor,
  createAuthority,
  type LocalCertificate,
} from "../../packages/alb-emulator/__tests__/support/certificates";
import { closedPort, type RunningProxy, startProxy } from "./support/proxy";
import { connectionTo, diagnosed, findingIds, password, user } from "./support/walked";

const host = "app.example.com";
const url = new URL(`https://${host}/`);

let folder: string;
let authority: LocalCertificate;
let caFile: string;
const proxies: RunningProxy[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
  authority = await createAuthority();
  caFile = join(folder, "ca.pem");
  writeFileSync(caFile, authority.cert);
});

afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function serve(
  respond: (response: ServerResponse) => void,
  certificate?: LocalCertificate,
): Promise<number> {
  const proxy = await startProxy({
    port: 1,
    ...(certificate && { certificate }),
    respond: (_request, response) => {
      respond(response);
      return true;
    },
  });
  proxies.push(proxy);
  return proxy.port;
}

const hello = (response: ServerResponse) => response.end("hello");

const redirect = (response: ServerResponse) =>
  response.writeHead(301, { server: "awselb/2.0", location: `https://${host}:443/` }).end();

/** Serves the host with this certificate, and HTTP beside it. */
async function served(certificate: LocalCertificate, plain = redirect) {
  return [
    connectionTo(host, await serve(hello, certificate), 443),
    connectionTo(host, await serve(plain), 80),
  ];
}

const certificate = (name = host, fromDays = -10, toDays = 100) =>
  certificateFor(name, authority, { fromDays, toDays });

describe("what lies before the first response", () => {
  it("has no finding where DNS, certificate and redirect are right", async () => {
    const diagnosis = await diagnosed(url, {
      caFile,
      connectTo: await served(await certificate()),
    });

    expect(diagnosis.findings).toEqual([]);
    expect(diagnosis.steps.slice(0, 3).map(({ result }) => result)).toEqual(["ok", "ok", "ok"]);
  });

  it("has no finding for a wildcard certificate and HTTP in the URL", async () => {
    const connectTo = await served(await certificate("*.example.com"));

    const diagnosis = await diagnosed(new URL(`http://${host}/`), { caFile, connectTo });

    expect(diagnosis.findings).toEqual([]);
  });

  it("is named dns-missing when the host does not resolve", async () => {
    const resolve = async () => {
      throw Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    };

    expect(findingIds(await diagnosed(url, { resolve }))).toEqual(["dns-missing"]);
  });

  it("is not judged when this machine has no network of its own", async () => {
    const resolve = async () => {
      throw Object.assign(new Error("getaddrinfo EAI_AGAIN"), { code: "EAI_AGAIN" });
    };

    await expect(diagnosed(url, { resolve })).rejects.toThrow(/cannot look/);
  });

  it("is named connection-failed when nothing listens", async () => {
    const connectTo = [connectionTo(host, await closedPort())];

    expect(findingIds(await diagnosed(url, { connectTo }))).toEqual(["connection-failed"]);
  });

  it.each([
    ["certificate-host", ["other.example.com"], /covers other\.example\.com/],
    ["certificate-expired", [host, -100, -1], /time is/],
    ["certificate-expired", [host, 1, 100], /time is/],
    ["certificate-expires-soon", [host, -100, 5], /Valid until/],
  ] as const)("is named %s", async (id, [name, from, to], proof) => {
    const connectTo = await served(await certificate(name, from, to));

    const diagnosis = await diagnosed(url, { caFile, connectTo });

    expect(findingIds(diagnosis)).toEqual([id]);
    expect(diagnosis.findings[0]?.proof.join(" ")).toMatch(proof);
  });

  it("is named certificate-untrusted for an authority that nobody knows, and gets no password", async () => {
    const untrusted = await certificate("*.example.com");
    const methods: string[] = [];
    const redirectUri = `https://${host}/oauth2/idpresponse`;
    const query = new URLSearchParams({ redirect_uri: redirectUri, response_type: "code" });
    const authorizeUrl = `https://login.example.com/oauth2/authorize?${query}&scope=openid`;
    const application = await serve(
      (response) => response.writeHead(302, { location: authorizeUrl }).end(),
      untrusted,
    );
    const login = await startProxy({
      port: 1,
      certificate: untrusted,
      respond: ({ method = "" }, response) => {
        methods.push(method);
        response.end(
          '<form method="post"><input name="username"><input type="password" name="p"></form>',
        );
        return true;
      },
    });
    proxies.push(login);
    const connectTo = [
      connectionTo(host, application),
      connectionTo("login.example.com", login.port),
    ];

    const diagnosis = await diagnosed(url, { connectTo, credentials: { user, password } });

    expect(findingIds(diagnosis)).toContain("certificate-untrusted");
    expect(methods).not.toContain("POST");
  });

  it.each([
    ["serves pages", hello],
    [
      "redirects elsewhere over HTTP",
      (response: ServerResponse) =>
        response.writeHead(302, { location: "http://www.example.com/" }).end(),
    ],
  ])("is named http-not-redirected when HTTP %s", async (_what, plain) => {
    const connectTo = await served(await certificate(), plain as typeof redirect);

    const diagnosis = await diagnosed(url, { caFile, connectTo });

    expect(findingIds(diagnosis)).toEqual(["http-not-redirected"]);
    expect(diagnosis.healthy).toBe(true);
  });

  it("is named http-not-redirected when nothing listens on port 80", async () => {
    const [https] = await served(await certificate());
    const connectTo = [...(https ? [https] : []), connectionTo(host, await closedPort(), 80)];

    expect(findingIds(await diagnosed(url, { caFile, connectTo }))).toEqual([
      "http-not-redirected",
    ]);
  });
});
