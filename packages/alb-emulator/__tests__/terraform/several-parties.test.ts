import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningServer, runServer } from "../../src/model/run-server.ts";
import { type Emulator, startEmulator } from "../../src/runtime/emulator.ts";
import type { EmulatorOptions } from "../../src/runtime/emulator-options.ts";
import { readModel } from "../../src/terraform/read-stacks.ts";
import type { ResourceValues } from "../../src/terraform/values/resource-values.ts";
import { valueResources } from "../../src/terraform/values/value-resources.ts";
import { page, Visitor } from "../support/visitor.ts";
import {
  arnOf,
  fixed,
  forwardTo,
  listener,
  loadBalancer,
  login,
  paths,
  rule,
  userPool,
} from "./support/state.ts";

const host = "shop.example.com";

let folder: string;
let target: RunningServer;
let emulator: Emulator | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "several-parties-"));
  const server = createServer((request, response) => {
    response.end(JSON.stringify({ url: request.url, headers: request.headers }));
  });
  target = await runServer(server, { host: "127.0.0.1", port: 0 });
});
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
  await target.close();
  rmSync(folder, { recursive: true, force: true });
});

async function serve(
  resources: readonly ResourceValues[],
  services: readonly string[] = [],
  options: Partial<EmulatorOptions> = {},
): Promise<Emulator> {
  emulator = await startEmulator({
    source: {
      watched: () => ({ folders: [] }),
      read: async () => readModel(valueResources(resources)),
    },
    stateFolder: folder,
    ...{ port: 0, identityPort: 0, inspectorPort: 0 },
    services: services.map((service) => ({
      service,
      program: { url: new URL(`http://127.0.0.1:${target.port}`) },
    })),
    ...options,
  });
  return emulator;
}

const claims = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

/** Signs in as the first user of a pool, and returns the claims of the access token. */
async function signIn(visitor: Visitor, url: string, poolName: string) {
  const users = emulator?.userPools.find((pool) => pool.poolName === poolName)?.demoUsers;
  const { login: username = "", password = "" } = users?.[0] ?? {};
  const form = page(await visitor.visit(url));
  const arrived = page(await visitor.submit(form, "/login", { username, password }));
  return claims(JSON.parse(arrived.text).headers["x-amzn-oidc-accesstoken"]);
}

describe("a load balancer whose rules sign in at different user pools", () => {
  const resources = [
    ...userPool("staff", [host]),
    ...userPool("customers", [host]),
    loadBalancer("shop"),
    listener("shop", "HTTPS", 443, [login("customers"), forwardTo("web")]),
    rule(arnOf.listener("shop", 443), 10, paths("/admin/*"), [
      login("staff", { session_cookie_name: "AWSELBAuthSessionCookie-staff" }),
      forwardTo("admin"),
    ]),
  ];

  it("gets the tokens of each rule from the pool of that rule", async () => {
    const served = await serve(resources, ["web", "admin"]);
    const visitor = new Visitor();
    const url = (path: string) => new URL(path, served.urlOf("root")).href;

    const customer = await signIn(visitor, url("/"), "customers");
    const staff = await signIn(visitor, url("/admin/x"), "staff");

    expect([customer, staff]).toMatchObject([
      { iss: expect.stringContaining("eu-west-1_customers"), client_id: "client-customers" },
      { iss: expect.stringContaining("eu-west-1_staff"), client_id: "client-staff" },
    ]);
    // The first session is still there.
    expect(page(await visitor.visit(url("/a"))).status).toBe(200);
  });

  it("gives a program the keys of the pool whose tokens it receives", async () => {
    const printsVariable = `node -e 'require("node:http").createServer((q, r) => r.end(JSON.stringify({ headers: q.headers, keys: process.env.COGNITO_JWKS_URL }))).listen(process.env.PORT)'`;
    const served = await serve(resources, [], {
      services: ["web", "admin"].map((service) => ({
        service,
        program: { command: printsVariable },
      })),
    });
    const visitor = new Visitor();
    const { demoUsers } = served.userPools[0] ?? {};
    const { login: username = "", password = "" } = demoUsers?.[0] ?? {};
    const form = page(await visitor.visit(new URL("/admin/x", served.urlOf("root")).href));

    const { keys } = JSON.parse(
      page(await visitor.submit(form, "/login", { username, password })).text,
    );

    expect(keys).toContain("eu-west-1_staff");
  });

  it("keeps two pools of the same name apart", async () => {
    const named = resources.map((each) =>
      each.type === "aws_cognito_user_pool"
        ? { ...each, values: { ...each.values, name: "main" } }
        : each,
    );

    const served = await serve(named, ["web", "admin"]);

    expect(served.userPools.map(({ poolName }) => poolName)).toEqual(["main", "main"]);
    expect(new Set(served.userPools.map(({ port }) => port)).size).toBe(2);
  });
});

describe("a load balancer with several listeners", () => {
  it("serves HTTPS and HTTP listeners on any port, each at its own address", async () => {
    const { port } = new URL("https://x:9443");
    const served = await serve(
      [
        ...userPool("staff", [host, `${host}:${port}`]),
        loadBalancer("shop"),
        listener("shop", "HTTPS", 443, [login("staff"), forwardTo("web")]),
        listener("shop", "HTTPS", 9443, [login("staff"), forwardTo("web")]),
        listener("shop", "HTTP", 8080, [fixed("plain")]),
        listener("shop", "HTTP", 80, [
          {
            type: "redirect",
            redirect: [{ protocol: "HTTPS", port: "9443", status_code: "HTTP_302" }],
          },
        ]),
      ],
      ["web"],
    );
    const [application] = served.applications;
    const { urls = [], ports = new Map() } = application?.loadBalancer ?? {};

    expect([...ports.keys()]).toEqual([443, 9443, 8080, 80]);
    expect(urls.map((url) => Number(new URL(url).port))).toEqual(
      [443, 9443, 8080].map((real) => ports.get(real)),
    );
    for (const url of urls.slice(0, 2)) {
      expect(await signIn(new Visitor(), url, "staff")).toMatchObject({ scope: "openid" });
    }
    expect((await new Visitor().send(urls[2] ?? "")).text).toBe("plain");
    const redirect = await new Visitor().send(`http://${host}.localhost:${ports.get(80)}/a`);
    expect(redirect.location).toBe(`${urls[1]}a`);
  });

  it("serves a load balancer without sign-in and without a user pool", async () => {
    const served = await serve([loadBalancer("shop"), listener("shop", "HTTP", 80, [fixed("x")])]);

    expect((await new Visitor().send(`${served.urlOf("root")}/`)).text).toBe("x");
  });
});
