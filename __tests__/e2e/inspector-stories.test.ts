import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { describeInBrowser, launch } from "./support/chromium";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { openSignUp } from "./support/sign-up-environment";
import { emitStacks } from "./support/stacks";

/** What axe-core returns, as far as it is looked at here. */
interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const looks = [
  { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
] as const;

let browser: Browser;
let running: EmulatorUnderTest;
let tasks: string;

/** Violations of WCAG 2.2 AA on the page, by rule and element. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })",
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto(`${tasks}/`);
  await page.locator("button.person", { hasText: name }).click();
  await page.waitForURL(`${tasks}/`);
}

/** A page without a session, which is closed afterwards. */
async function withPage(
  act: (page: Page) => Promise<void>,
  look: Parameters<Browser["newContext"]>[0] = looks[0],
): Promise<void> {
  // The script of axe-core is not one of the page's own.
  const context = await browser.newContext({ ...look, bypassCSP: true, reducedMotion: "reduce" });
  try {
    await act(await context.newPage());
  } finally {
    await context.close();
  }
}

const openInspector = async (page: Page) => {
  await page.goto(running.emulator.inspectorUrl);
  await page.locator(".row").first().waitFor();
};

const item = (page: Page, text: string) => page.locator(".item", { hasText: text }).first();

describeInBrowser("the inspector's list", () => {
  beforeAll(async () => {
    running = await startOn(await emitStacks("example", openSignUp));
    tasks = running.emulator.urlOf("tasks");
    browser = await launch();
    await withPage(async (page) => {
      await signIn(page, "ben");
      await page.goto(`${tasks}/admin`);
      await page.goto(`${tasks}/oauth2/idpresponse?code=x&state=from-elsewhere`);
    });
  });

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
  });

  it("shows a sign-in as one story in four phases, with its requests below", async () => {
    await withPage(async (page) => {
      await openInspector(page);
      const story = item(page, "Sign-in of ben@example.com");

      await story.locator("> .row").click();
      await story.locator(".twist").click();

      expect(await page.locator(".seq .phase").allTextContents()).toEqual([
        expect.stringContaining("1. The browser asks for the page"),
        expect.stringContaining("2. Cognito signs ben@example.com in"),
        expect.stringContaining("3. The load balancer gets the tokens"),
        expect.stringMatching(/4\. \w+ returns the page/),
      ]);
      expect(await story.locator(".steps-in .row").count()).toBe(5);
    });
  });

  it("shows why the container refused, from its log line", async () => {
    await withPage(async (page) => {
      await openInspector(page);
      await item(page, "/admin").locator("> .row").click();

      const why = await page.textContent(".why");
      expect(why).toContain("ERR_GROUP_MISSING, missing admins");
      expect(why).toContain("The user is not in a group that the route requires.");
      expect(await page.textContent("#log")).toContain("ERR_GROUP_MISSING");
    });
  });

  it("says what a filter hides and takes it away, and brings back what was cleared", async () => {
    await withPage(async (page) => {
      await openInspector(page);
      const count = await page.locator(".item").count();

      await page.fill("#find", "no-such-thing");
      expect(await page.textContent("#no-match")).toContain("No request matches “no-such-thing”");
      await page.click("#reset");
      expect(await page.locator(".item:visible").count()).toBe(count);

      await page.click("#clear");
      expect(await page.textContent("#cleared")).toContain(`You removed ${count}.`);
      expect(await page.isVisible("#start-here")).toBe(true);
      await page.click("#restore");
      expect(await page.locator(".item:visible").count()).toBe(count);
    });
  });

  it("finds requests by user, and failures with one key", async () => {
    await withPage(async (page) => {
      await openInspector(page);

      await page.selectOption("#user", "ben@example.com");
      expect(await item(page, "/admin").isVisible()).toBe(true);
      expect(await item(page, "AuthInvalidStateParam").isVisible()).toBe(false);

      await page.selectOption("#user", "");
      await page.locator("body").press("f");
      expect(await item(page, "AuthInvalidStateParam").isVisible()).toBe(true);
      expect(await item(page, "Sign-in of ben").isVisible()).toBe(false);
    });
  });

  it("moves the focus with the arrows, opens with Enter and folds with ← and →", async () => {
    await withPage(async (page) => {
      await openInspector(page);
      const story = item(page, "Sign-in of ben");

      await story.locator("> .row").focus();
      await page.keyboard.press("ArrowRight");
      expect(await story.locator(".steps-in").isVisible()).toBe(true);
      await page.keyboard.press("ArrowDown");
      expect(await story.locator(".steps-in .row").first().evaluate(isFocused)).toBe(true);
      await page.keyboard.press("ArrowLeft");
      expect(await story.locator(".steps-in").isVisible()).toBe(false);
      expect(await story.locator("> .row").evaluate(isFocused)).toBe(true);
      await page.keyboard.press("Enter");
      await page.waitForFunction(
        `document.getElementById("detail-title")?.textContent.includes("Sign-in of ben")`,
      );
    });
  });

  it.each(looks)("sends a request again as another user: $viewport.width", async (look) => {
    await withPage(async (page) => {
      await openInspector(page);
      // A former replay is part of a sign-in, which contains the path as well.
      await page.locator(".item.failed > .row", { hasText: "/admin" }).click();
      expect(await page.inputValue("#try-user")).toBe("ben@example.com");

      await page.selectOption("#try-user", "anna@example.com");
      await page.click("#try button:has-text('Send')");
      await page.locator("#try .result table").waitFor();

      const result = await page.textContent("#try .result");
      expect(result).toContain("200 As anna@example.com");
      expect(result).toContain("Status403200");
      expect(result).toContain("Userben@example.comanna@example.com");
      expect(await violationsOf(page)).toEqual([]);
      await page.click("#try button:has-text('Only evaluate')");
      await page.locator("#try .result:has-text('Rules only: default rule would match')").waitFor();
      await page.click("#try button:has-text('Send')");
      await page.click("#try .result a");
      await page.waitForFunction(
        `document.querySelector(".where")?.textContent.includes("anna@example.com")`,
      );
    }, look);
  });

  it("shows one screen at a time on a phone, and the way back", async () => {
    await withPage(async (page) => {
      await openInspector(page);
      expect(await page.isVisible("#detail")).toBe(false);

      await item(page, "/admin").locator("> .row").click();
      expect(await page.isVisible("#list")).toBe(false);
      expect(await page.isVisible("#detail")).toBe(true);
      await page.click("#back");
      expect(await page.isVisible("#list")).toBe(true);
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      expect(width).toBe(390);
    }, looks[1]);
  });

  it.each(looks)("has no violation of WCAG 2.2 AA: $viewport.width, $colorScheme", async (look) => {
    await withPage(async (page) => {
      await openInspector(page);
      expect(await violationsOf(page)).toEqual([]);
      for (const text of ["Sign-in of ben", "/admin", "AuthInvalidStateParam"]) {
        await openInspector(page);
        await item(page, text).locator("> .row").click();
        expect(await violationsOf(page)).toEqual([]);
      }
    }, look);
  });

  it.each(looks)("nor have sign-in and app: $viewport.width, $colorScheme", async (look) => {
    await withPage(async (page) => {
      await page.goto(`${tasks}/`);
      expect(await violationsOf(page)).toEqual([]);
      await page.click("text=Create an account");
      expect(await violationsOf(page)).toEqual([]);
      const { port } = new URL(tasks);
      await page.goto(`http://localhost:${port}/`);
      expect(await page.textContent("h1")).toBe("This app has another address");
      expect(await violationsOf(page)).toEqual([]);
      await signIn(page, "ben");
      for (const path of ["", "tasks", "admin", "logout"]) {
        await page.goto(`${tasks}/${path}`);
        expect(await violationsOf(page)).toEqual([]);
      }
    }, look);
  });
});

function isFocused(element: unknown): boolean {
  const { ownerDocument } = element as { ownerDocument: { activeElement: unknown } };
  return ownerDocument.activeElement === element;
}
