import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { describeInBrowser, launch } from "./support/chromium";
import { startOn } from "./support/emulator";
import { acceptedMistakes, rejectedMistakes } from "./support/mistakes";
import { copyStacks, emitStacks, root } from "./support/stacks";

const screenshots = join(root, "reports", "screenshots");

let browser: Browser;
let emitted: string;

/** Every explanation that the inspector shows. */
async function explanations(page: Page): Promise<string> {
  const failed = page.locator(".item.failed > .row");
  await failed.first().waitFor();
  const texts: string[] = [];
  for (let index = 0; index < (await failed.count()); index++) {
    await failed.nth(index).click();
    texts.push((await page.textContent("#detail")) ?? "");
  }
  return texts.join("\n");
}

/** The inspector on the example with one mistake, which keeps running to be corrected. */
async function inspect(
  { name, make }: { name: string; make: Parameters<typeof copyStacks>[2] },
  act: (emulator: Awaited<ReturnType<typeof startOn>>, page: Page) => Promise<void>,
): Promise<void> {
  const folder = copyStacks(emitted, ["tasks", "shared-identity"], make);
  const running = await startOn(folder, { watch: true });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await act(running, page);
    await page.screenshot({
      path: join(screenshots, `mistake-${name.replaceAll(" ", "-")}.png`),
    });
  } finally {
    await context.close();
    await running.stop();
  }
}

describeInBrowser("the inspector", () => {
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    emitted = await emitStacks("example");
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    if (emitted) rmSync(emitted, { recursive: true, force: true });
  });

  it.each(Object.values(acceptedMistakes))("explains to a visitor's developer: $name", (mistake) =>
    inspect(mistake, async ({ emulator }, page) => {
      await page.goto(emulator.urlOf("tasks"));
      await page.goto(emulator.inspectorUrl);

      expect(await explanations(page)).toMatch(mistake.explanation);
    }),
  );

  it.each(rejectedMistakes)("explains why nothing is served: $name", (mistake) =>
    inspect(mistake, async ({ emulator }, page) => {
      await page.goto(emulator.inspectorUrl);

      expect(await explanations(page)).toMatch(mistake.explanation);
    }),
  );

  it("links to every host name of an application", async () => {
    const running = await startOn(copyStacks(emitted, ["notes", "shared-identity"], () => {}));
    const page = await browser.newPage();
    try {
      await page.goto(running.emulator.inspectorUrl);
      const notes = running.emulator.urlOf("notes");
      const wiki = notes.replace("notes.example.com", "wiki.example.com");
      const links = page.locator("#applications a");
      await links.nth(1).waitFor();

      expect(await links.allTextContents()).toEqual(["notes", "wiki.example.com"]);
      const addresses = await page.locator("#start-open a").allTextContents();
      expect(addresses).toEqual([new URL(notes).host, new URL(wiki).host]);
      expect(await links.nth(1).getAttribute("href")).toBe(`${wiki}/`);
    } finally {
      await page.close();
      await running.stop();
    }
  });
});
