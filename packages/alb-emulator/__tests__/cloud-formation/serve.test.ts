import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../src/runtime/emulator.ts";
import { cdkOut } from "../../src/sources/cloud-formation/cdk-out.ts";
import { cloudFormationTemplates } from "../../src/sources/cloud-formation/cloud-formation-templates.ts";
import type { Source } from "../../src/sources/source.ts";
import { page, Visitor } from "../support/visitor.ts";

const fixtures = join(__dirname, "..", "fixtures");
const templates = ["identity.yaml", "notes.yaml"].map((name) => join(fixtures, "templates", name));

/** Returns the request's headers and the variables of the task definition. */
const echo = `node -e '
require("node:http").createServer((q, r) => r.end(JSON.stringify({ headers: q.headers, env: process.env }))).listen(process.env.PORT);
'`;

let folder: string;
let emulator: Emulator | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alb-emulator-serve-"));
});
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(source: Source, services: readonly string[]): Promise<Emulator> {
  emulator = await startEmulator({
    source,
    stateFolder: folder,
    ...{ port: 0, identityPort: 0, inspectorPort: 0 },
    services: services.map((service) => ({
      service,
      program: { command: echo, directory: folder },
    })),
  });
  return emulator;
}

async function signIn(visitor: Visitor, url: string) {
  const [user] = emulator?.userPools.flatMap(({ demoUsers }) => demoUsers) ?? [];
  const { login = "", password = "" } = user ?? {};
  const form = page(await visitor.visit(url));
  return page(await visitor.submit(form, "/login", { username: login, password }));
}

const scopeOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).scope;

describe("an AWS CDK app that is served", () => {
  it("signs in on the rules that say so, asks silently for a scope, and leaves the rest open", async () => {
    const served = await start(cdkOut(join(fixtures, "cdk", "cdk.out")), [
      "WebService",
      "OrdersService",
    ]);
    expect(served.userPools).toHaveLength(1);
    const url = (path: string) => new URL(path, served.urlOf("Shop")).href;
    const visitor = new Visitor();

    const account = await signIn(visitor, url("/account/me"));
    const { headers, env } = JSON.parse(account.text);
    expect(scopeOf(headers["x-amzn-oidc-accesstoken"])).toBe("openid");
    expect(env).toMatchObject({
      REGION: "eu-west-1",
      COGNITO_ISSUER: expect.stringMatching(/^https:\/\/cognito-idp\.eu-west-1\.amazonaws\.com\//),
    });

    const orders = page(await visitor.visit(url("/orders/7")));
    expect(scopeOf(JSON.parse(orders.text).headers["x-amzn-oidc-accesstoken"])).toBe(
      "openid orders/read",
    );

    // The default action of the pattern forwards, whoever asks.
    const open = await new Visitor().send(url("/"));
    expect(open.status).toBe(200);
    expect(JSON.parse(open.text).headers).not.toHaveProperty("x-amzn-oidc-data");
    const closed = await new Visitor().send(url("/x?debug=1"), { headers: { "X-Internal": "1" } });
    expect([closed.status, closed.text]).toEqual([403, "Closed"]);
  });
});

describe("CloudFormation templates that are served", () => {
  it("sign in on every path", async () => {
    await start(cloudFormationTemplates(templates, { region: "eu-central-1" }), ["notes"]);
    const url = `${emulator?.urlOf("notes")}/a`;
    expect(page(await new Visitor().visit(url)).url).toContain("/login?");

    const { headers, env } = JSON.parse((await signIn(new Visitor(), url)).text);

    expect(scopeOf(headers["x-amzn-oidc-accesstoken"])).toBe("openid email");
    expect(env).toMatchObject({ LOG_LEVEL: "debug" });
  });
});
