import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { describeRequiring } from "../../support/describe-requiring";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const require = createRequire(__filename);

/** A Chromium on this machine: `CHROMIUM_PATH`, then common names on the PATH, then an npm package. */
function findChromium(): (() => Promise<string>) | undefined {
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

const chromiumPath = findChromium();

/** A suite that runs in Chromium, which `REQUIRE_BROWSER=1` makes fail when there is none. */
export function describeInBrowser(name: string, tests: () => void): void {
  const missing =
    chromiumPath === undefined ? "Chromium: install it or set CHROMIUM_PATH" : undefined;
  describeRequiring(name, missing, "REQUIRE_BROWSER", tests);
}

/** Only within {@link describeInBrowser}. */
export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumPath?.(),
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
