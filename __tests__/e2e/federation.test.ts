import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { stackName } from "../../stacks/state/stack-address";
import { freePort } from "../support/free-port";
import { minimalApplication, synthComponent, testEnvironment } from "../support/synth-environment";
import { describeInBrowser, launch } from "./support/chromium";
import { type EmulatorUnderTest, startOn } from "./support/emulator";

const hosted = { ...minimalApplication, services: { web: {} } };
const environment = testEnvironment({
  identity: {
    domain: { prefix: "test-login" },
    customAttributes: { department: { type: "string", maxLength: 64 } },
    identityProviders: {
      Google: { type: "google", clientId: "company" },
      Company: {
        type: "saml",
        metadataUrl: "https://login.example.com/metadata",
        attributeMapping: { "custom:department": "department" },
      },
    },
  },
  applications: {
    both: { ...hosted, hostName: "both.example.com" },
    google: {
      ...hosted,
      hostName: "google.example.com",
      network: { type: "new", cidr: "10.1.0.0/16" },
      identityProviders: ["Google"],
    },
  },
});

let browser: Browser;
let running: EmulatorUnderTest;
let providers: ChildProcess;

/** Writes the environment's stacks. @returns a temporary folder */
function writeStacks(): string {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  for (const component of ["shared-identity", "both", "google"]) {
    const stack = join(folder, "stacks", stackName({ environmentName: "test", component }));
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, "cdk.tf.json"), synthComponent(environment, component));
  }
  return folder;
}

async function startProviders(openIdPort: number, samlPort: number): Promise<ChildProcess> {
  const { model, domainUrl = "" } = running.userPool;
  const script = join(__dirname, "support", "external-providers.mjs");
  const parameters = [openIdPort, samlPort, domainUrl, `urn:amazon:cognito:sp:${model.poolId}`];
  const child = spawn(process.execPath, [script, ...parameters.map(String)], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  // oidc-provider warns of its quick start there.
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const ready = once(child.stdout, "data");
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`The providers ended with ${code} before they were ready:\n${said}`);
  });
  await Promise.race([ready, ended]);
  ended.catch(() => {});
  return child;
}

/** In a browser without cookies. */
async function withPage(test: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  try {
    await test(await context.newPage());
  } finally {
    await context.close();
  }
}

async function signInAtGoogle(page: Page, login: string): Promise<void> {
  await page.fill('input[name="login"]', login);
  await page.fill('input[name="password"]', "anything");
  await page.click('button[type="submit"]');
  await page.waitForSelector("text=Authorize");
  await page.click('button[type="submit"]');
}

async function signInAtCompany(page: Page, login: string, kind = "valid"): Promise<void> {
  await page.click("text=Continue with Company");
  await page.fill('input[name="login"]', login);
  await page.selectOption("select", kind);
  await page.click("button");
}

/** The user whom the pool has for somebody of a provider. */
const userOf = (username: string) =>
  running.userPool.users.findByLogin(username.toLowerCase())?.attributes;

describeInBrowser("sign-in at real identity providers", () => {
  beforeAll(async () => {
    process.env.TF_VAR_google_client_secret = "secret of the company";
    const [openIdPort, samlPort] = [await freePort(), await freePort()];
    running = await startOn(writeStacks(), {
      identityProviders: [
        { name: "Google", url: `http://localhost:${openIdPort}` },
        { name: "Company", url: `http://localhost:${samlPort}/metadata` },
      ],
    });
    providers = await startProviders(openIdPort, samlPort);
    browser = await launch();
  });

  afterAll(async () => {
    delete process.env.TF_VAR_google_client_secret;
    await browser?.close();
    providers?.stdin?.end();
    await running?.stop();
  });

  it("leads straight to the only provider of an application, and back to its page", () =>
    withPage(async (page) => {
      const visited: string[] = [];
      page.on("framenavigated", (frame) => visited.push(new URL(frame.url()).pathname));

      await page.goto(`${running.emulator.urlOf("google")}/hello`);
      await signInAtGoogle(page, "gina");
      await page.waitForURL("**/hello");

      expect(visited).not.toContain("/login");
      expect(await page.textContent("body")).toContain("gina@google.example");
      expect(userOf("Google_gina")).toMatchObject({
        email: "gina@google.example",
        email_verified: "true",
        name: "gina of Google",
      });
    }));

  it("offers every provider and a password where an application has them all", () =>
    withPage(async (page) => {
      await page.goto(`${running.emulator.urlOf("both")}/`);

      const text = await page.textContent("body");
      expect(text).toContain("Continue with Google");
      expect(text).toContain("Continue with Company");
      expect(text).toContain("or with your password");
    }));

  it("signs in with SAML twice, and updates the mapped attributes", () =>
    withPage(async (page) => {
      for (const path of ["/first", "/second"]) {
        await page.context().clearCookies();
        await page.goto(`${running.emulator.urlOf("both")}${path}`);
        await signInAtCompany(page, "sam");
        await page.waitForURL(`**${path}`);
      }

      expect(await page.textContent("body")).toContain("sam@company.example");
      expect(userOf("Company_sam")).toMatchObject({
        email: "sam@company.example",
        email_verified: "false",
        "custom:department": "Research",
      });
    }));

  it.each([
    ["forged", /rejected: Invalid signature/],
    ["foreign", /rejected: .*audience/i],
  ])("rejects a SAML response that is %s", (kind, reason) =>
    withPage(async (page) => {
      await page.goto(`${running.emulator.urlOf("both")}/`);
      await signInAtCompany(page, "mallory", kind);
      await page.waitForURL("**/oauth2/idpresponse**");

      const failures = running.emulator.events().flatMap(({ source, event }) => {
        return source === "user-pool" && event.type === "authorization-failed"
          ? [event.message]
          : [];
      });
      expect(failures.at(-1)).toMatch(reason);
      expect(userOf("Company_mallory")).toBeUndefined();
    }),
  );

  it("rejects a SAML response that belongs to no sign-in of this user pool", async () => {
    const response = await fetch(`http://127.0.0.1:${running.userPool.port}/saml2/idpresponse`, {
      method: "POST",
      body: new URLSearchParams({ SAMLResponse: "PHg+", RelayState: "unknown" }),
    });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain("link to the application there");
  });
});
