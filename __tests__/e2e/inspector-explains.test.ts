import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseOptions, Session } from "alb-emulator";
import type { Browser, Page } from "playwright-core";
import { sessionInputs } from "../../scripts/start/session-inputs";
import { describeInBrowser, launch } from "./support/chromium";
import { type Mistake, mistakes } from "./support/mistakes";
import { type EmittedStacks, emitStacks, root } from "./support/running-emulator";

const screenshots = join(root, "reports", "screenshots");

let browser: Browser;
let emitted: string;

/** The emitted stacks of one application and the pool, with one mistake in them. */
function folderWith({ make }: Mistake): string {
  const folder = mkdtempSync(join(tmpdir(), "mistake-"));
  const stacks: EmittedStacks = {};
  const fileOf = (name: string) => join(folder, "stacks", name, "cdk.tf.json");
  for (const name of ["tasks", "shared-identity"]) {
    cpSync(join(emitted, "stacks", name), join(folder, "stacks", name), { recursive: true });
    stacks[name] = JSON.parse(readFileSync(fileOf(name), "utf8"));
  }
  make(stacks);
  for (const [name, stack] of Object.entries(stacks)) {
    writeFileSync(fileOf(name), JSON.stringify(stack));
  }
  return folder;
}

async function inspectorOf(folder: string) {
  const options = parseOptions(
    [
      ...["--stacks", join(folder, "stacks"), "--state", join(folder, "state"), "--watch"],
      ...["--port", "0", "--identity-port", "0", "--inspector-port", "0"],
    ],
    {},
  );
  if (options === "help") throw new Error("Asked for help.");
  const session = new Session(sessionInputs(root, options), options);
  const banner = await session.start();
  return { session, url: /http:\/\/localhost:\d+\//.exec(banner)?.[0] ?? "" };
}

/** Every explanation that the inspector shows as a failure. */
async function explanations(page: Page): Promise<string[]> {
  const failed = page.locator(".row[data-failed]");
  await failed.first().waitFor();
  const texts: string[] = [];
  for (let index = 0; index < (await failed.count()); index++) {
    await failed.nth(index).click();
    texts.push((await page.textContent("#detail .why")) ?? "");
  }
  return texts;
}

describeInBrowser("the inspector", () => {
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    emitted = await emitStacks("example");
    browser = await launch();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    if (emitted) rmSync(emitted, { recursive: true, force: true });
  }, 30_000);

  it.each(mistakes)(
    "explains in words: $name",
    async (mistake) => {
      const folder = folderWith(mistake);
      const { session, url } = await inspectorOf(folder);
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      try {
        const page = await context.newPage();
        const [application] = session.standIn.applications;
        if (application) await page.goto(application.loadBalancer.url);
        await page.goto(url);
        const texts = await explanations(page);
        await page.screenshot({
          path: join(screenshots, `mistake-${mistake.name.replaceAll(" ", "-")}.png`),
        });

        expect(texts.join("\n")).toMatch(mistake.explanation);
      } finally {
        await context.close();
        await session.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );
});
