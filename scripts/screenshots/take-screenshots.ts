import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, type EmulatorModel, type Source, startEmulator } from "alb-emulator";
import type { Browser, Page } from "playwright-core";
import { emulatorOptions } from "../start/emulator-options";
import type { Addresses } from "./addresses";
import { findChromium, launchChromium } from "./find-chromium";
import { type Scene, visitInspector, visitPages } from "./scenes";
import { makeTraffic } from "./traffic";

const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;

const schemes = ["light", "dark"] as const;

/**
 * `npm run screenshots`: every page of the example, of the sign-in and of the inspector, at two widths
 * in both colour schemes, into reports/screenshots; and the README's picture of the inspector.
 * @throws Error without a Chromium on this machine
 */
export async function takeScreenshots(root: string): Promise<void> {
  const path = await findChromium()?.();
  if (path === undefined) {
    throw new Error(
      "There is no Chromium on this machine, so no page can be drawn. Install one, or set CHROMIUM_PATH.",
    );
  }
  const folder = join(root, "reports", "screenshots");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const stateFolder = mkdtempSync(join(tmpdir(), "screenshots-"));
  const browser = await launchChromium(path);
  const emulator = await startEmulator(
    withSignUp(emulatorOptions(root, "example", { stateFolder })),
  );
  try {
    const addresses = addressesOf(emulator);
    await inEveryLook(browser, folder, addresses, async (page, shot) => {
      await page.goto(addresses.inspector);
      await shot("inspector-empty");
    });
    await makeTraffic(browser, addresses);
    await inEveryLook(browser, folder, addresses, visitInspector);
    await takeReadmePicture(browser, addresses, join(root, "docs", "images", "inspector.png"));
    await inEveryLook(browser, folder, addresses, visitPages);
    console.log(`Screenshots are in ${folder}`);
  } finally {
    await emulator.close();
    await browser.close();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

function addressesOf(emulator: Emulator): Addresses {
  const [tasks, notes] = ["tasks", "notes"].map((name) => emulator.urlOf(name));
  return { inspector: emulator.inspectorUrl, tasks: tasks ?? "", notes: notes ?? "" };
}

/** The sign-up pages exist only where users may create accounts. */
function withSignUp<Options extends { readonly source: Source }>(options: Options): Options {
  const open = (model: EmulatorModel): EmulatorModel => ({
    ...model,
    userPools: model.userPools.map((pool) => ({ ...pool, signUp: "self" })),
  });
  const { source } = options;
  return {
    ...options,
    source: { watched: source.watched, read: async () => open(await source.read()) },
  };
}

async function inEveryLook(
  browser: Browser,
  folder: string,
  addresses: Addresses,
  scene: Scene,
): Promise<void> {
  for (const viewport of sizes) {
    for (const colorScheme of schemes) {
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      const shot = async (name: string) => {
        const file = `${name}-${viewport.width}-${colorScheme}.png`;
        await page.screenshot({ path: join(folder, file), fullPage: true });
      };
      await scene(page, shot, addresses);
      await context.close();
    }
  }
}

async function takeReadmePicture(
  browser: Browser,
  { inspector }: Addresses,
  path: string,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page: Page = await context.newPage();
  await page.goto(inspector);
  await page.locator(".row", { hasText: "Sign-in of anna" }).first().click();
  await page.locator(".seq").waitFor();
  await page.screenshot({ path });
  await context.close();
}
