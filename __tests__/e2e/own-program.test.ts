import { spawnSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AlbJwtVerifier, CognitoJwtVerifier } from "aws-jwt-verify";
import type { Jwk } from "aws-jwt-verify/jwk";
import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { emitStacks, type RunningStandIn, startStandIn } from "./support/running-emulator";

let target: Server;
let seen: IncomingHttpHeaders[] = [];
let standIn: RunningStandIn;

/** Answers with what it was given, and has started a program itself that nobody but us ends. */
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
  standIn = await startStandIn(await emitStacks("example"), [
    "--service",
    `tasks/web=http://127.0.0.1:${port}`,
    "--service",
    `notes/web=${printingProgram}`,
  ]);
}, 60_000);

afterAll(async () => {
  await standIn?.stop();
  target.close();
  target.closeAllConnections();
}, 30_000);

async function visitSignedIn(url: string) {
  const visitor = new Visitor();
  const signIn = page(await visitor.visit(url));
  const [demo] = standIn.identity.demoUsers;
  return page(
    await visitor.submit(signIn, "/login", {
      username: demo?.login ?? "",
      password: demo?.password ?? "",
    }),
  );
}

describe("a program that runs already", () => {
  it("gets both tokens in a form that aws-jwt-verify accepts", async () => {
    seen = [];

    const answer = await visitSignedIn(`${standIn.urlOf("tasks")}/`);

    expect(answer.text).toBe("own program");
    const headers = seen.findLast((entry) => entry["x-amzn-oidc-data"] !== undefined) ?? {};
    const application = standIn.session.standIn.applications.find(
      ({ model }) => model.application === "tasks",
    );
    const environment = application?.model.services[0]?.environment ?? {};
    const data = await AlbJwtVerifier.create(
      {
        albArn: environment.ALB_ARN ?? "",
        issuer: environment.COGNITO_ISSUER ?? "",
        clientId: environment.COGNITO_CLIENT_ID ?? "",
        jwksUri: application?.loadBalancer.publicKeysUrl ?? "",
      },
      { jwksCache: publishedKeys() },
    ).verify(String(headers["x-amzn-oidc-data"]));
    const access = CognitoJwtVerifier.create({
      userPoolId: environment.COGNITO_ISSUER?.split("/").at(-1) ?? "",
      clientId: environment.COGNITO_CLIENT_ID ?? "",
      tokenUse: "access",
    });
    access.cacheJwks((await (await fetch(standIn.identity.jwksUrl)).json()) as never);
    const claims = await access.verify(String(headers["x-amzn-oidc-accesstoken"]));

    expect(data).toMatchObject({ email: "anna@example.com", sub: claims.sub });
    expect(headers["x-amzn-oidc-identity"]).toBe(claims.sub);
  });
});

/** Fetches keys by kid as PEM, from where the stand-in publishes them. */
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
  it("is started with the container's variables on a free port, and ends with all it started", async () => {
    const answer = await visitSignedIn(`${standIn.urlOf("notes")}/`);

    const { pids, env } = JSON.parse(answer.text);
    const notes = standIn.session.standIn.applications.find(
      ({ model }) => model.application === "notes",
    );
    expect(env).toMatchObject({
      ...notes?.model.services[0]?.environment,
      PORT: env.PORT,
      ALB_PUBLIC_KEYS_URL: notes?.loadBalancer.publicKeysUrl,
      COGNITO_JWKS_URL: standIn.identity.jwksUrl,
    });
    expect(env.ALB_ARN).toMatch(
      /^arn:aws:elasticloadbalancing:eu-central-1:\d{12}:loadbalancer\/app\//,
    );
    expect(env.PORT).not.toBe("3000");
    expect(pids.map(isRunning)).toEqual([true, true]);

    await notes?.services.stop();

    expect(pids.map(isRunning)).toEqual([false, false]);
  });
});

/** What has ended may still be listed until its parent has taken notice. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
}
