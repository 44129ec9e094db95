import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Browser, Page } from "playwright-core";
import type { EnvironmentInput } from "../../config/schema/environment";
import { createStacks } from "../../synthesis/create-stacks";
import { pngLogo } from "../fixtures/png-logo";
import { checkedEnvironment } from "../terraform/synthesize";
import { describeInBrowser, launch } from "./support/chromium";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { root } from "./support/stacks";

type Pages = NonNullable<Extract<EnvironmentInput["identity"], { pages?: unknown }>["pages"]>;

const branding = "__tests__/fixtures/branding";
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const screenshots = join(root, "reports", "screenshots");
const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };

const managedLogin: Pages = {
  type: "managed-login",
  settings: `${branding}/settings.json`,
  logo: { light: `${branding}/logo.svg`, dark: `${branding}/logo-dark.svg` },
  favicon: `${branding}/favicon.svg`,
  background: { light: `${branding}/background.svg`, dark: `${branding}/background-dark.svg` },
};

const hostedUi: Pages = {
  type: "hosted-ui",
  css: `${branding}/login.css`,
  logo: pngLogo,
};

/** Emits an environment whose users sign in at a domain of its own. @returns a temporary folder */
function emit(pages: Pages): string {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  const app = new App({ outdir: folder });
  const environment = checkedEnvironment({
    name: "branded",
    region: "eu-central-1",
    identity: { domain: { hostName: "login.example.com", hostedZone }, signUp: "self", pages },
    applications: {
      tasks: {
        hostName: "tasks.example.com",
        hostedZone,
        services: {},
        defaultRoute: { target: { type: "fixed-response", statusCode: 200, messageBody: "Hello" } },
        signOut: { enabled: false },
      },
    },
  } as EnvironmentInput);
  createStacks(app, environment);
  app.synth();
  return folder;
}

const sizes = { desktop: { width: 1280, height: 860 }, phone: { width: 390, height: 780 } };
const schemes = ["light", "dark"] as const;

describeInBrowser("branded pages", () => {
  let browser: Browser;
  const running: EmulatorUnderTest[] = [];

  const start = async (pages: Pages) => {
    const started = await startOn(emit(pages));
    running.push(started);
    return started.emulator.urlOf("tasks");
  };

  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    for (const each of running) await each.stop();
  });

  /** Opens the sign-in page at each size in each scheme. */
  async function look(
    name: string,
    url: string,
    check: (page: Page, scheme: (typeof schemes)[number]) => Promise<void>,
  ) {
    for (const [size, viewport] of Object.entries(sizes)) {
      for (const colorScheme of schemes) {
        const context = await browser.newContext({ viewport, colorScheme });
        const page = await context.newPage();
        await page.goto(url);
        await page.screenshot({
          path: join(screenshots, `${name}-${size}-${colorScheme}.png`),
          fullPage: true,
        });
        expect(await accessibilityIssues(page)).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(viewport.width);
        await check(page, colorScheme);
        await context.close();
      }
    }
  }

  it("of managed login have colors, logo and background of the browser's scheme", async () => {
    const url = await start(managedLogin);

    await look("managed-login", url, async (page, scheme) => {
      const [button, surface] =
        scheme === "light"
          ? ["rgb(15, 118, 110)", "rgb(255, 255, 255)"]
          : ["rgb(94, 234, 212)", "rgb(12, 31, 30)"];
      expect(await styleOf(page, 'button[name="signInSubmitButton"]', "background-color")).toBe(
        button,
      );
      expect(await styleOf(page, ".card", "background-color")).toBe(surface);
      expect(await styleOf(page, ".card", "border-radius")).toBe("16px");
      expect(await styleOf(page, "body", "background-image")).toContain(
        scheme === "light" ? "/assets/look/background?" : "/assets/look/background-dark?",
      );
      expect(await page.evaluate("document.querySelector('img.logo').currentSrc")).toContain(
        scheme === "light" ? "/assets/look/logo?" : "/assets/look/logo-dark?",
      );
      expect(await page.evaluate("document.querySelector('img.logo').naturalWidth")).toBe(220);
    });
  });

  it("lead a user to the application", async () => {
    const page = await browser.newPage();
    await page.goto(running[0]?.emulator.urlOf("tasks") ?? "");
    await page.click("text=Create an account");
    await page.screenshot({ path: join(screenshots, "managed-login-sign-up.png"), fullPage: true });
    await page.goBack();
    await page.click("button.person");

    expect(await page.textContent("body")).toBe("Hello");
    await page.close();
  });

  it("of the hosted UI have its style sheet and logo, and are always light", async () => {
    const url = await start(hostedUi);

    await look("hosted-ui", url, async (page) => {
      expect(await styleOf(page, 'button[name="signInSubmitButton"]', "background-color")).toBe(
        "rgb(15, 118, 110)",
      );
      expect(await styleOf(page, ".banner-customizable", "background-color")).toBe(
        "rgb(204, 251, 241)",
      );
      expect(await styleOf(page, ".card", "background-color")).toBe("rgb(240, 253, 250)");
      expect(await styleOf(page, "body", "background-color")).toBe("rgb(245, 246, 248)");
      expect(await page.evaluate("document.querySelector('img.logo').naturalWidth")).toBe(220);
    });
  });
});

function styleOf(page: Page, selector: string, property: string): Promise<string> {
  return page.evaluate(
    `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).getPropertyValue(${JSON.stringify(property)})`,
  );
}

async function accessibilityIssues(page: Page): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))",
  );
}
