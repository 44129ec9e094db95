import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** A Chromium on this machine: `CHROMIUM_PATH`, then common names on the PATH, then an npm package. */
export function findChromium(): (() => Promise<string>) | undefined {
  const { CHROMIUM_PATH, PATH = "" } = process.env;
  if (CHROMIUM_PATH) return async () => CHROMIUM_PATH;
  for (const folder of PATH.split(delimiter)) {
    const found = names.map((name) => join(folder, name)).find(isExecutable);
    if (found) return async () => found;
  }
  return packagedChromium();
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Without a browser, `npm i --no-save @sparticuz/chromium` brings one. */
function packagedChromium(): (() => Promise<string>) | undefined {
  const require = createRequire(join(process.cwd(), "package.json"));
  try {
    require.resolve("@sparticuz/chromium");
  } catch {
    return undefined;
  }
  return async () => {
    const { default: packaged } = require("@sparticuz/chromium") as {
      readonly default: { executablePath(): Promise<string> };
    };
    return packaged.executablePath();
  };
}

/** Starts a Chromium without a window, which talks to nobody but the pages that it opens. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
