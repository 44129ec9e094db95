import { createHmac } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { stackName } from "../../stacks/state/stack-address";
import { synthComponent, withApplication } from "../support/synth-environment";
import { describeInBrowser, launch } from "./support/chromium";
import { type EmulatorUnderTest, startOn } from "./support/emulator";

const password = "Correct-Horse-7-Battery";
const environment = withApplication(
  {
    services: { web: { environment: { DEMO_PAGES: "second-factor" } } },
    routes: [
      {
        conditions: { paths: ["/second-factor"] },
        access: { type: "login", scopes: ["openid", "profile", "aws.cognito.signin.user.admin"] },
        target: { type: "service", service: "web" },
      },
    ],
  },
  {
    identity: {
      domain: { prefix: "test-login" },
      pages: { type: "managed-login" },
      mfa: "optional",
      signInMethods: ["password", "passkey", "email-code"],
      passkeys: { userVerification: "required" },
    },
  },
);

let browser: Browser;
let running: EmulatorUnderTest;
let app: string;

/** Writes the environment's stacks. @returns a temporary folder */
function writeStacks(): string {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  for (const component of ["shared-identity", "app"]) {
    const stack = join(folder, "stacks", stackName({ environmentName: "test", component }));
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, "cdk.tf.json"), synthComponent(environment, component));
  }
  return folder;
}

/** A new user in a browser of their own. */
function asUser(name: string, test: (page: Page, email: string) => Promise<void>) {
  return async () => {
    const email = `${name}@example.com`;
    await running.userPool.users.create({ email, name, password });
    await inContext((page) => test(page, email));
  };
}

async function inContext(test: (page: Page, context: BrowserContext) => Promise<void>) {
  const context = await browser.newContext();
  try {
    await test(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

/** Opens the application, and says who wants to sign in. */
async function begin(page: Page, email: string, path = "/") {
  await page.goto(`${app}${path}`);
  await page.fill('input[name="username"]', email);
  await page.click("text=Next");
}

async function enterPassword(page: Page) {
  await page.fill('input[name="password"]', password);
  await page.click('button[name="signInSubmitButton"]');
}

/** RFC 6238 by hand: what an authenticator app shows for a key in Base32. */
function authenticatorCode(key: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key].map((char) => alphabet.indexOf(char).toString(2).padStart(5, "0")).join("");
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac("sha1", Buffer.from(bytes)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

describeInBrowser("sign-in methods in a browser", () => {
  beforeAll(async () => {
    running = await startOn(writeStacks());
    app = running.emulator.urlOf("app");
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
  });

  it(
    "an authenticator app is set up in the container, asked for, and turned off",
    asUser("tina", async (page, email) => {
      await begin(page, email, "/second-factor");
      await enterPassword(page);
      await page.click("text=Not now");
      await page.waitForURL(`${app}/second-factor`);
      await page.click("text=Set up an authenticator app");
      const key = ((await page.textContent(".secret code")) ?? "").replaceAll(" ", "");
      await page.fill('input[name="code"]', "000000");
      await page.click("text=Turn on");
      expect(await page.textContent('[role="alert"]')).toContain("not correct");
      expect((await page.textContent(".secret code"))?.replaceAll(" ", "")).toBe(key);
      await page.fill('input[name="code"]', authenticatorCode(key));
      await page.click("text=Turn on");
      await page.waitForURL(`${app}/second-factor?changed=on`);
      expect(await page.textContent('[role="status"]')).toContain("is set up");

      await inContext(async (next) => {
        await begin(next, email);
        // Neither has a second factor.
        expect(await next.textContent("main")).not.toMatch(/passkey|Get a code/);
        await enterPassword(next);
        expect(await next.textContent("h1")).toBe("Enter your authenticator code");
        await next.fill('input[name="code"]', authenticatorCode(key));
        await next.click('button[name="signInSubmitButton"]');
        await next.waitForURL(`${app}/`);
      });

      await page.click("text=Turn off");
      await page.waitForURL(`${app}/second-factor?changed=off`);
      await inContext(async (next) => {
        await begin(next, email);
        await enterPassword(next);
        await next.click("text=Not now");
        await next.waitForURL(`${app}/`);
      });
    }),
  );

  it(
    "a code by email signs in without a password",
    asUser("emma", async (page, email) => {
      await begin(page, email);
      await page.click("text=Get a code by email");
      const code = await page.getAttribute("[data-fill]", "data-value");
      await page.fill('input[name="code"]', String(code));
      await page.click('button[name="signInSubmitButton"]');
      await page.click("text=Not now");
      await page.waitForURL(`${app}/`);
      expect(await page.textContent("h1")).toBe("Hello, emma");
    }),
  );

  it(
    "a passkey is set up after the password, and signs in alone",
    asUser("pia", async (page, email) => {
      const devTools = await page.context().newCDPSession(page);
      await devTools.send("WebAuthn.enable");
      const { authenticatorId } = await devTools.send("WebAuthn.addVirtualAuthenticator", {
        options: {
          protocol: "ctap2",
          transport: "internal",
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      });
      const verify = (isUserVerified: boolean) =>
        devTools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });

      await begin(page, email);
      await enterPassword(page);
      await page.click("text=Set up a passkey");
      await page.waitForURL(`${app}/`);
      const { credentials } = await devTools.send("WebAuthn.getCredentials", { authenticatorId });
      expect(credentials).toEqual([
        expect.objectContaining({
          rpId: "test-login.auth.eu-central-1.amazoncognito.com.localhost",
        }),
      ]);

      await page.context().clearCookies();
      await begin(page, email);
      // Somebody else holds the device: the finger is not that of its owner.
      await verify(false);
      await page.click("text=Sign in with a passkey");
      await page.waitForSelector("[data-passkey-error]:not([hidden])");
      await verify(true);
      await page.click("text=Sign in with a passkey");
      await page.waitForURL(`${app}/`);
      expect(await page.textContent("h1")).toBe("Hello, pia");
      expect(running.userPool.users.findByLogin(email)?.passkeys).toEqual([
        expect.objectContaining({ credentialId: expect.any(String), counter: expect.any(Number) }),
      ]);
    }),
  );
});
