import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

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

/**
 * `describe` with Chromium. Without it, the tests are skipped with a message on stderr, or fail where
 * REQUIRE_BROWSER is set.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  if (chromiumPath !== undefined) {
    describe(name, tests);
    return;
  }
  const missing = `NOT RUN in a browser: ${name}. Chromium was not found. Install it or set CHROMIUM_PATH.`;
  if (process.env.REQUIRE_BROWSER) {
    it(name, () => {
      throw new Error(missing);
    });
    return;
  }
  // Jest itself shows nothing of a file whose tests are all skipped.
  process.stderr.write(`\n${missing}\n`);
  describe.skip(name, tests);
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
