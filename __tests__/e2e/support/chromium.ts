import type { Browser } from "playwright-core";
import { findChromium, launchChromium } from "../../../scripts/screenshots/find-chromium";
import { describeRequiring } from "../../support/describe-requiring";

const chromiumPath = findChromium();

/** A suite that runs in Chromium, which `REQUIRE_BROWSER=1` makes fail when there is none. */
export function describeInBrowser(name: string, tests: () => void): void {
  const missing =
    chromiumPath === undefined ? "Chromium: install it or set CHROMIUM_PATH" : undefined;
  describeRequiring(name, missing, "REQUIRE_BROWSER", tests);
}

/** Only within {@link describeInBrowser}. */
export async function launch(): Promise<Browser> {
  return launchChromium((await chromiumPath?.()) ?? "");
}
