import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { describeInBrowser, launch } from "./support/chromium";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { manyGroups, openSignUp } from "./support/sign-up-environment";
import { emitStacks, root } from "./support/stacks";

const password = "Correct-Horse-7-Battery";
const screenshots = join(root, "reports", "screenshots");

let browser: Browser;
let running: EmulatorUnderTest;
let tasks: string;

/** A test with a context and a page of its own. */
function inBrowser(name: string, test: (context: BrowserContext, page: Page) => Promise<void>) {
  it(name, async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    try {
      await test(context, await context.newPage());
    } finally {
      await context.close();
    }
  });
}

/** The whole page; of the inspector, whose panes scroll, what a tall window shows. */
const shot = (page: Page, name: string) =>
  page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });

async function signIn(page: Page, email: string) {
  await page.fill('input[name="username"]:not([type="hidden"])', email);
  await page.fill('input[name="password"]:not([type="hidden"])', password);
  await page.click('button[name="signInSubmitButton"]');
}

describeInBrowser("a browser", () => {
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    running = await startOn(await emitStacks("example", openSignUp));
    tasks = running.emulator.urlOf("tasks");
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
  });

  inBrowser("signs up, uses the application and signs out", async (context, page) => {
    await page.goto(`${tasks}/`);
    await shot(page, "1-sign-in");
    expect(await page.title()).toContain("Sign in");
    expect(await page.textContent("body")).toContain("Local");

    await page.click("text=Create an account");
    await page.fill('input[name="email"]', "ida@example.com");
    await page.fill('input[name="name"]', "Ida Browser");
    await page.fill('input[name="password"]', "too-short");
    await page.click('button[name="signUpButton"]');
    expect(await page.textContent('[role="alert"]')).toContain("Password not long enough");
    await shot(page, "2-sign-up-error");
    await page.fill('input[name="password"]', password);
    await page.click('button[name="signUpButton"]');
    await shot(page, "3-confirm");
    await page.fill('input[name="code"]', running.latestCode());
    await page.click('button[name="confirm"]');
    await page.waitForURL(`${tasks}/`);
    expect(await page.textContent("body")).toContain("Ida Browser");
    await shot(page, "4-signed-in");

    // The rule of /tasks has another cookie: a second authorization, without a page.
    const before = (await context.cookies(tasks)).map(({ name }) => name);
    await page.goto(`${tasks}/tasks`);
    expect(await page.textContent("h1")).toBe("Tasks");
    const after = (await context.cookies(tasks)).map(({ name }) => name);
    expect(after.filter((name) => !before.includes(name)).length).toBeGreaterThan(0);
    await shot(page, "5-tasks");

    expect((await page.goto(`${tasks}/admin`))?.status()).toBe(403);
    await shot(page, "6-forbidden");
    const stranger = await browser.newContext();
    const response = await (await stranger.newPage()).goto(`${tasks}/api/me`);
    expect(response?.status()).toBe(401);
    await stranger.close();

    await page.goto(`${tasks}/`);
    await page.goto(`${tasks}/logout`);
    await shot(page, "7-sign-out");
    await page.click('form[action="/logout"] button, form button');
    await page.waitForURL(`${tasks}/signed-out`);
    await shot(page, "8-signed-out");
    expect(await context.cookies(tasks)).toEqual([]);

    await page.goBack();
    await page.goBack();
    expect(await page.textContent("body")).not.toContain("Ida Browser");
    await shot(page, "9-after-back");
    await page.goto(`${tasks}/`);
    expect(new URL(page.url()).pathname).toBe("/login");
  });

  inBrowser("keeps a session in several cookies and may open /admin", async (context, page) => {
    await running.userPool.users.create({
      email: "grace@example.com",
      name: "Grace of many groups",
      attributes: { profile: "x".repeat(900), locale: "de-DE" },
      password,
      groups: [...manyGroups, "admins"],
    });

    await page.goto(`${tasks}/`);
    await signIn(page, "grace@example.com");
    await page.waitForURL(`${tasks}/`);

    const shards = (await context.cookies(tasks)).filter(({ name }) => /-\d$/.test(name));
    expect(shards.length).toBeGreaterThan(1);
    expect(shards.every(({ name, value }) => name.length + value.length <= 4096)).toBe(true);
    expect((await page.goto(`${tasks}/admin`))?.status()).toBe(200);
    await shot(page, "10-admin");
  });

  inBrowser("shows in the inspector what happened", async (_context, page) => {
    await page.goto(`${tasks}/`);
    await page.click("button.person");
    await page.waitForURL(`${tasks}/`);
    await page.setViewportSize({ width: 1440, height: 1500 });
    await page.goto(running.emulator.inspectorUrl);
    const story = page.locator(".item", { hasText: "Sign-in of" }).first();
    await story.locator("> .row").click();
    expect(await page.textContent("#detail")).toContain("Sequence");
    expect(await page.locator(".seq .phase").count()).toBe(4);
    expect(await page.locator(".lanes .arrow.back-channel").count()).toBe(4);
    await shot(page, "11-inspector-login");
    await story.locator(".twist").click();
    await story.locator('.steps-in .row:has(.what[title="/"]):has(.pill.ok)').click();
    expect(await page.textContent("#detail")).toContain("x-amzn-oidc-data");
    await shot(page, "12-inspector-request");
  });
});
