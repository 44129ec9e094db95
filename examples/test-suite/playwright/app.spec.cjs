const { expect, test } = require("@playwright/test");
const { createAlbEmulator, synthesizedStacks } = require("alb-emulator");
const { createApp } = require("../app.cjs");
const { signInTime } = require("../sign-in-time.cjs");

// A browser that is installed; without it, the one that Playwright downloads.
test.use({ launchOptions: { executablePath: process.env.CHROMIUM_PATH } });

let emulator;

test.beforeAll(async () => {
  emulator = await createAlbEmulator({
    source: synthesizedStacks("stacks"),
    services: { "tasks/web": createApp },
  });
});

test.afterAll(() => emulator.close());

test("signs in within a second", async () => {
  expect(await signInTime(emulator)).toBeLessThan(1000);
});

test("greets the user", async ({ browser }) => {
  const anna = await emulator.signIn("anna@example.com", emulator.urls.tasks);
  const context = await browser.newContext({
    baseURL: emulator.urls.tasks,
    storageState: anna.storageState(),
  });
  const page = await context.newPage();

  await page.goto("/");

  await expect(page.getByText("Hello, anna@example.com")).toBeVisible();
  await context.close();
});
