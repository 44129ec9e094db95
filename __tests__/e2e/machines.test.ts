import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { environment as example } from "../../environments/example";
import { type SendOptions, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { describeInBrowser, launch } from "./support/chromium";
import { emitEnvironment } from "./support/emit-environment";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { type EmittedStack, editStacks } from "./support/stacks";

const password = "Correct-Horse-7-Battery";
const tokenSeconds = 3;
const metadataPath = "/.well-known/oauth-protected-resource/mcp";

let running: EmulatorUnderTest;
let url: string;
/** The container itself, past the load balancer. */
let containerUrl: string;

/** AWS accepts no less than five minutes, which is too long for a test. */
function shortenTokensOf(name: string, stack: EmittedStack): void {
  const clients = Object.values<EmittedStack>(stack.resource.aws_cognito_user_pool_client);
  const client = clients.find((each) => each.name.endsWith(name));
  client.access_token_validity = tokenSeconds;
  client.token_validity_units[0].access_token = "seconds";
}

beforeAll(async () => {
  const { identity, applications } = example;
  const { tasks } = applications;
  if (tasks === undefined) throw new Error("The example has no application tasks.");
  const target = { type: "service", service: "web" } as const;
  const folder = emitEnvironment({
    ...example,
    identity: {
      ...identity,
      machineClients: {
        billing: { scopes: ["tasks/read", "tasks/write"] },
        "short-lived": { scopes: ["tasks/read"] },
        writer: { scopes: ["tasks/write"] },
        stranger: { scopes: ["tasks/read", "tasks/write"] },
      },
    },
    applications: {
      tasks: {
        ...tasks,
        routes: [
          {
            conditions: { paths: ["/mcp"] },
            access: {
              type: "token",
              scopes: ["tasks/write"],
              clients: ["writer"],
              resourcePath: "/mcp",
            },
            target,
          },
          {
            conditions: { paths: ["/api/*", "/tasks", "/tasks/*"] },
            access: { type: "token", scopes: ["tasks/read"], clients: ["billing", "short-lived"] },
            target,
          },
          ...(tasks.routes ?? []),
        ],
      },
    },
  });
  editStacks(folder, (stacks) => shortenTokensOf("short-lived", stacks["shared-identity"]));
  running = await startOn(folder);
  url = running.emulator.urlOf("tasks");
  containerUrl = String(running.application("tasks").services.urlOf("web")?.origin);
  await running.userPool.users.create({
    email: "ada@example.com",
    name: "Ada",
    password,
    groups: [],
  });
});

afterAll(() => running?.stop());

/** A program's token, by its id and secret. */
async function tokenOf(name: string, scope?: string): Promise<string> {
  const { model, domainUrl } = running.userPool;
  const client = model.clients.find((each) => each.name.endsWith(`-machine-${name}`));
  const credentials = btoa(`${client?.clientId}:${client?.clientSecret}`);
  const { text } = await new Visitor().send(`${domainUrl}/oauth2/token`, {
    headers: { Authorization: `Basic ${credentials}` },
    form: { grant_type: "client_credentials", ...(scope && { scope }) },
  });
  return JSON.parse(text).access_token;
}

/** A request of a program, which follows no redirect. */
const call = (address: string, token?: string, options: SendOptions = {}) =>
  new Visitor().send(address, {
    ...options,
    headers: {
      Accept: "application/json",
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...options.headers,
    },
  });

/** The same token with another signature. */
const forged = (token: string) =>
  token.replace(/[^.]+$/, (signature) => signature.split("").reverse().join(""));

const clientIdOf = (name: string) =>
  running.userPool.model.clients.find((each) => each.name.endsWith(`-machine-${name}`))?.clientId;

/** Why the load balancer rejected the last request for a path. */
const reasonOf = (path: string) => running.requestsOf(path).at(-1)?.errorReason;

describe("a program with a token", () => {
  it("calls an API on the host name of the users, and is known as itself", async () => {
    const response = await call(`${url}/api/me`, await tokenOf("billing"));

    expect(response.status).toBe(200);
    expect(JSON.parse(response.text)).toMatchObject({
      type: "machine",
      clientId: clientIdOf("billing"),
      scopes: ["tasks/read", "tasks/write"],
      email: null,
      groups: [],
    });
    expect(running.requestsOf("/api/me").at(-1)?.actions).toEqual(["jwt-validation", "forward"]);
  });

  it("reads what its scopes allow", async () => {
    const token = await tokenOf("billing", "tasks/read");
    const tasks = await call(`${url}/tasks`, token);
    const add = await call(`${url}/tasks`, token, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ title: "Import" }),
    });

    expect(JSON.parse(tasks.text).tasks).toHaveLength(3);
    expect([add.status, add.headers["www-authenticate"]]).toEqual([
      403,
      'Bearer error="insufficient_scope", scope="tasks/write"',
    ]);
  });

  it.each<[string, () => Promise<string>, string, number, string]>([
    [
      "garbage",
      async () => "garbage",
      "JWTRequestFormatInvalid",
      401,
      'Bearer error="invalid_token"',
    ],
    [
      "a forged token",
      async () => forged(await tokenOf("billing")),
      "JWTSignatureValidationError",
      401,
      'Bearer error="invalid_token"',
    ],
    [
      "an expired token",
      async () => {
        const token = await tokenOf("short-lived");
        expect((await call(`${url}/tasks`, token)).status).toBe(200);
        await wait((tokenSeconds + 1) * 1000);
        return token;
      },
      "JWTClaimValueInvalid",
      401,
      'Bearer error="invalid_token"',
    ],
    [
      "the token of another program",
      () => tokenOf("stranger"),
      "JWTClaimValueInvalid",
      401,
      'Bearer error="invalid_token"',
    ],
    [
      "a token without the scope",
      () => tokenOf("billing", "tasks/write"),
      "JWTClaimValueInvalid",
      403,
      'Bearer error="insufficient_scope", scope="tasks/read"',
    ],
  ])("gets no further with %s, neither at the load balancer nor past it", async (...row) => {
    const [, makeToken, reason, status, challenge] = row;
    const token = await makeToken();

    const response = await call(`${url}/tasks`, token);
    expect([response.status, response.headers.location, reasonOf("/tasks")]).toEqual([
      401,
      undefined,
      reason,
    ]);

    const direct = await call(`${containerUrl}/tasks`, token);
    expect([direct.status, direct.headers["www-authenticate"]]).toEqual([status, challenge]);
  });

  it("is rejected by the container with the headers of a user beside its token", async () => {
    const token = await tokenOf("billing");
    const headers = { "x-amzn-oidc-data": token, "x-amzn-oidc-identity": "ada" };

    expect((await call(`${containerUrl}/tasks`, token, { headers })).status).toBe(400);
  });
});

describe("a protected resource", () => {
  it("sends a client without a token to its metadata, and not to a sign-in page", async () => {
    const response = await call(`${url}/mcp`);
    const challenge = response.headers["www-authenticate"] ?? "";

    expect(response.status).toBe(401);
    expect(challenge).toMatch(
      new RegExp(`^Bearer scope="tasks/write", resource_metadata="[^"]+${metadataPath}"$`),
    );
    const [, metadataUrl = ""] = /resource_metadata="([^"]+)"/.exec(challenge) ?? [];
    const metadata = await call(metadataUrl);
    expect([metadata.status, JSON.parse(metadata.text)]).toEqual([
      200,
      {
        resource: "https://tasks.example.com/mcp",
        authorization_servers: [running.userPool.model.issuer],
        scopes_supported: ["tasks/write"],
        bearer_methods_supported: ["header"],
      },
    ]);
  });

  it("lets a program with a token through to the container, which has no such page", async () => {
    expect((await call(`${url}/mcp`, await tokenOf("writer"))).status).toBe(404);
  });
});

describeInBrowser("a browser beside programs, on the same paths", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(() => browser?.close());

  it("signs in, and neither disturbs the other", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const token = await tokenOf("billing");
    let isDone = false;
    const machine = (async () => {
      const types: string[] = [];
      while (!isDone || types.length < 20) {
        const response = await call(`${url}/api/me`, token);
        types.push(`${response.status} ${JSON.parse(response.text).type}`);
      }
      return types;
    })();

    try {
      await page.goto(`${url}/tasks`);
      await page.fill('input[name="username"]:not([type="hidden"])', "ada@example.com");
      await page.fill('input[name="password"]:not([type="hidden"])', password);
      await page.click('button[name="signInSubmitButton"]');
      await page.waitForURL(`${url}/tasks`);
      expect(await page.textContent("h1")).toBe("Tasks");
      await page.goto(`${url}/`);
      const me = await page.goto(`${url}/api/me`);
      expect(await me?.json()).toMatchObject({ type: "user", email: "ada@example.com" });
      // A page that sends a token of its own gets no further, and the session goes on.
      await page.setExtraHTTPHeaders({ Authorization: "Bearer x" });
      expect((await page.goto(`${url}/api/me`))?.status()).toBe(401);
      await page.setExtraHTTPHeaders({});
      await page.goto(`${url}/tasks`);
      expect(await page.textContent("h1")).toBe("Tasks");
    } finally {
      isDone = true;
      await context.close();
    }

    expect(new Set(await machine)).toEqual(new Set(["200 machine"]));
  });
});
