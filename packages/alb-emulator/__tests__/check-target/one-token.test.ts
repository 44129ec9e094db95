import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { AlbJwksCache } from "aws-jwt-verify/alb-cache";
import { AlbJwtVerifier } from "aws-jwt-verify/alb-verifier";
import { checkTarget } from "../../src/check-target/check-target.ts";
import { type RunningServer, runServer } from "../../src/model/run-server.ts";
import { type Emulator, startEmulator } from "../../src/runtime/emulator.ts";
import { freePort } from "../../src/runtime/ports.ts";
import { synthesizedStacks } from "../../src/sources/synthesized-stacks.ts";
import { fixtureFolder } from "../terraform/support/fixture-stacks.ts";

const stateFolder = mkdtempSync(join(tmpdir(), "check-target-one-token-"));
let emulator: Emulator;
let listening: RunningServer;
/** Returns whoever the headers say, and throws for forged ones. */
let verify: (headers: IncomingHttpHeaders) => Promise<unknown>;

beforeAll(async () => {
  const port = await freePort();
  emulator = await startEmulator({
    source: synthesizedStacks(fixtureFolder),
    services: [{ service: "web", program: { url: new URL(`http://127.0.0.1:${port}`) } }],
    ...{ stateFolder, port: 0, identityPort: 0, inspectorPort: 0 },
  });
  const server = createServer(async ({ headers }, response) => {
    try {
      response.end(JSON.stringify(await verify(headers)));
    } catch {
      response.statusCode = 401;
      response.end();
    }
  });
  listening = await runServer(server, { host: "127.0.0.1", port });
});

afterAll(async () => {
  await Promise.all([emulator?.close(), listening?.close()]);
  rmSync(stateFolder, { recursive: true, force: true });
});

function trust() {
  const application = emulator.applications.find(({ model }) => model.application === "tasks");
  const provider = application?.model.listeners
    .flatMap(({ defaultRule }) => defaultRule.actions)
    .find((action) => action.type === "authenticate-cognito")?.provider;
  const [pool] = emulator.userPools;
  return {
    albArn: application?.model.arn ?? "",
    publicKeysUrl: application?.loadBalancer.publicKeysUrl,
    issuer: provider?.issuer ?? "",
    clientId: provider?.clientId ?? "",
    jwksUrl: pool?.jwksUrl ?? "",
  };
}

const severe = ({ severity }: { readonly severity: string }) => severity !== "info";

describe("a program that verifies one token with aws-jwt-verify, and does not read the other", () => {
  it("is careful with the data token", async () => {
    const { albArn, issuer, clientId, publicKeysUrl } = trust();
    const fetcher = {
      fetch: async (uri: string) => {
        const response = await fetch(`${publicKeysUrl}/${uri.slice(uri.lastIndexOf("/") + 1)}`);
        if (!response.ok) throw new Error(`${response.status}`);
        return response.arrayBuffer();
      },
    };
    const verifier = AlbJwtVerifier.create(
      { albArn, issuer, clientId },
      { jwksCache: new AlbJwksCache({ fetcher }) },
    );
    verify = async (headers) => {
      const { sub, email } = await verifier.verify(String(headers["x-amzn-oidc-data"]));
      return { sub, email };
    };

    const found = await checkTarget(emulator, { service: "web", application: "tasks" });

    expect(found.result).toBe("careful");
    expect(found.findings.filter(severe)).toEqual([]);
    expect(found.unread).toMatchObject([{ part: "access token" }]);
  });

  it("is careful with the access token", async () => {
    const { issuer, clientId, jwksUrl } = trust();
    const verifier = CognitoJwtVerifier.create({
      userPoolId: issuer.slice(issuer.lastIndexOf("/") + 1),
      tokenUse: "access",
      clientId,
    });
    const jwks = (await (await fetch(jwksUrl)).json()) as Parameters<typeof verifier.cacheJwks>[0];
    verifier.cacheJwks(jwks);
    verify = async (headers) => {
      const { sub, scope } = await verifier.verify(String(headers["x-amzn-oidc-accesstoken"]));
      return { sub, scope };
    };

    const found = await checkTarget(emulator, { service: "web", application: "tasks" });

    expect(found.result).toBe("careful");
    expect(found.findings.filter(severe)).toEqual([]);
    expect(found.unread).toMatchObject([{ part: "data token" }]);
  });

  it("is careless when the page is another one for guests and an unsigned token is believed", async () => {
    verify = async (headers) => {
      const [, claims = ""] = String(headers["x-amzn-oidc-data"] ?? "").split(".");
      if (claims === "") return { page: "welcome, guest" };
      return { page: `welcome, ${JSON.parse(Buffer.from(claims, "base64url").toString()).email}` };
    };

    const found = await checkTarget(emulator, { service: "web", application: "tasks" });

    expect(found.controls).toEqual({ genuine: 200, anonymous: 200 });
    expect(found.findings.map(({ id }) => id)).toContain("data-signature-not-verified");
  });

  it("gets no result when its page changes from request to request, signed in or not", async () => {
    let requests = 0;
    verify = async () => ({ requests: requests++ });

    const found = await checkTarget(emulator, { service: "web", application: "tasks" });

    expect(found).toMatchObject({ result: "inconclusive", findings: [] });
    expect(found.problem).toMatch(/changes from request to request\.$/);
  });

  it("gets no result when it stops accepting genuine headers during the check", async () => {
    let requests = 0;
    verify = async (headers) => {
      if (requests++ > 20 || headers["x-amzn-oidc-data"] === undefined) throw new Error("limit");
      return {};
    };

    const found = await checkTarget(emulator, { service: "web", application: "tasks" });

    expect(found.result).toBe("inconclusive");
    expect(found.problem).toMatch(
      /before the forged requests, but not after them: it returned 401/,
    );
  });
});
