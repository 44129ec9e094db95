import { spawnSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { AlbJwtVerifier, CognitoJwtVerifier } from "aws-jwt-verify";
import type { Jwk } from "aws-jwt-verify/jwk";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { emitStacks } from "./support/stacks";

let target: Server;
let seen: IncomingHttpHeaders[] = [];
let running: EmulatorUnderTest;

/** Returns its environment and process ids; starts a program that would outlive it. */
const printingProgram = `node -e '
const http = require("node:http");
const { pid } = require("node:child_process").spawn("sleep", ["600"]);
http.createServer((q, r) => r.end(JSON.stringify({ pids: [process.pid, pid], env: process.env }))).listen(process.env.PORT);
'`;

beforeAll(async () => {
  target = createServer((request, response) => {
    seen.push(request.headers);
    response.end("own program");
  });
  await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
  const { port } = target.address() as AddressInfo;
  running = await startOn(await emitStacks("example"), {
    services: [
      {
        application: "tasks",
        service: "web",
        program: { url: new URL(`http://127.0.0.1:${port}`) },
      },
      { application: "notes", service: "web", program: { command: printingProgram } },
    ],
  });
});

afterAll(async () => {
  await running?.stop();
  target.close();
  target.closeAllConnections();
});

async function visitSignedIn(url: string) {
  const [demo = { login: "", password: "" }] = running.userPool.demoUsers;
  return (await running.signIn(url, demo.login, demo.password)).home;
}

describe("a program that runs already", () => {
  it("gets both tokens in a form that aws-jwt-verify accepts", async () => {
    seen = [];

    const response = await visitSignedIn(`${running.emulator.urlOf("tasks")}/`);

    expect(response.text).toBe("own program");
    const headers = seen.findLast((entry) => entry["x-amzn-oidc-data"] !== undefined) ?? {};
    const { model, loadBalancer } = running.application("tasks");
    const environment = model.services[0]?.environment ?? {};
    const data = await AlbJwtVerifier.create(
      {
        albArn: environment.ALB_ARN ?? "",
        issuer: environment.COGNITO_ISSUER ?? "",
        clientId: environment.COGNITO_CLIENT_ID ?? "",
        jwksUri: loadBalancer.publicKeysUrl,
      },
      { jwksCache: publishedKeys() },
    ).verify(String(headers["x-amzn-oidc-data"]));
    const access = CognitoJwtVerifier.create({
      userPoolId: environment.COGNITO_ISSUER?.split("/").at(-1) ?? "",
      clientId: environment.COGNITO_CLIENT_ID ?? "",
      tokenUse: "access",
    });
    access.cacheJwks((await (await fetch(running.userPool.jwksUrl)).json()) as never);
    const claims = await access.verify(String(headers["x-amzn-oidc-accesstoken"]));

    expect(data).toMatchObject({ email: "anna@example.com", sub: claims.sub });
    expect(headers["x-amzn-oidc-identity"]).toBe(claims.sub);
  });
});

/** Fetches keys by kid as PEM, from where the emulator publishes them. */
function publishedKeys() {
  const unused = () => {
    throw new Error("Keys are fetched one by one.");
  };
  return {
    getJwk: async (uri: string, { header }: { header: { kid?: string } }) => {
      const pem = await (await fetch(`${uri}/${header.kid}`)).text();
      return { ...createPublicKey(pem).export({ format: "jwk" }), kid: header.kid } as Jwk & {
        kid: string;
      };
    },
    getCachedJwk: unused,
    getJwks: unused,
    addJwks: unused,
  };
}

describe("a command", () => {
  it("gets the container's variables and a free port, and ends with every process it started", async () => {
    const response = await visitSignedIn(`${running.emulator.urlOf("notes")}/`);

    const { pids, env } = JSON.parse(response.text);
    const { model, loadBalancer, services } = running.application("notes");
    expect(env).toMatchObject({
      ...model.services[0]?.environment,
      PORT: env.PORT,
      ALB_PUBLIC_KEYS_URL: loadBalancer.publicKeysUrl,
      COGNITO_JWKS_URL: running.userPool.jwksUrl,
    });
    expect(env.ALB_ARN).toMatch(
      /^arn:aws:elasticloadbalancing:eu-central-1:\d{12}:loadbalancer\/app\//,
    );
    expect(env.PORT).not.toBe("3000");
    expect(pids.map(isRunning)).toEqual([true, true]);

    await services.stop();

    expect(await stillRunning(pids)).toEqual([]);
  });
});

/** Those that have not ended after 5 seconds: the system takes a moment to end a killed process. */
async function stillRunning(pids: readonly number[]): Promise<number[]> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const running = pids.filter(isRunning);
    if (running.length === 0 || Date.now() > deadline) return running;
    await setImmediate();
  }
}

/** A process that has ended is listed as a zombie until its parent reads its status. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
}
