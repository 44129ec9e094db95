import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator, synthesizedStacks } from "alb-emulator";
import type { Browser, Page } from "playwright-core";
import { describeInBrowser, launch } from "./support/chromium";
import { root } from "./support/stacks";

const stacks = join(root, "packages", "alb-emulator", "__tests__", "fixtures", "stacks");
const stateFolder = mkdtempSync(join(tmpdir(), "inspector-check-target-"));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
/** Believes the unsigned header. */
const program = createServer(({ headers }, response) => {
  const user = headers["x-amzn-oidc-identity"];
  response.writeHead(user === undefined ? 401 : 200).end(`Hello ${user}`);
});
let emulator: Emulator;
let browser: Browser;

async function accessibilityViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(
    "axe.run(document.querySelector('dialog'), { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations.map(({ id }) => id))",
  );
}

describeInBrowser("the inspector's button that checks a program", () => {
  beforeAll(async () => {
    await new Promise<void>((resolve) => program.listen(0, "127.0.0.1", resolve));
    const { port } = program.address() as AddressInfo;
    const url = new URL(`http://127.0.0.1:${port}`);
    emulator = await startEmulator({
      source: synthesizedStacks(stacks),
      services: [{ application: "tasks", service: "web", program: { url } }],
      ...{ stateFolder, port: 0, identityPort: 0, inspectorPort: 0 },
    });
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await emulator?.close();
    program.closeAllConnections();
    program.close();
    rmSync(stateFolder, { recursive: true, force: true });
  });

  it.each([
    ["a desktop", { width: 1280, height: 800 }],
    ["a phone", { width: 390, height: 800 }],
  ])("shows on %s what the program accepted, and how to fix it", async (_, viewport) => {
    const context = await browser.newContext({ viewport, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(emulator.inspectorUrl);

    await page.getByRole("button", { name: "Check a program" }).click();
    const dialog = page.getByRole("dialog", { name: "Check a program" });
    await dialog.getByRole("button", { name: "Check", exact: true }).click();
    const result = dialog.getByRole("status");
    await result.getByText("1 weakness").waitFor();

    expect(await dialog.getByLabel("Service").inputValue()).toBe("tasks/web");
    expect(await result.textContent()).toContain(
      "The unsigned header x-amzn-oidc-identity is enough to sign in",
    );
    expect(await result.getByRole("definition").allTextContents()).toEqual([
      expect.stringContaining("sends another user's id"),
      expect.stringContaining("verified data token"),
    ]);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await dialog.isVisible()).toBe(false);
    await context.close();
  });

  it("says what is wrong with a path that cannot be checked", async () => {
    const page = await browser.newPage();
    await page.goto(emulator.inspectorUrl);

    await page.getByRole("button", { name: "Check a program" }).click();
    const dialog = page.getByRole("dialog", { name: "Check a program" });
    await dialog.getByLabel("Path").fill("/logout");
    await dialog.getByLabel("Path").press("Enter");

    const problem = dialog.getByRole("status").getByText("/logout cannot be checked");
    await problem.waitFor();
    expect(await problem.textContent()).toContain("no rule asks for a sign-in there");
    await page.close();
  });
});
