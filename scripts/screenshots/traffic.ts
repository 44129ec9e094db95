import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Addresses } from "./addresses";

/** What a first look at the example does: sign-ins, pages, and one failure of each kind. */
export async function makeTraffic(browser: Browser, addresses: Addresses): Promise<void> {
  const { tasks, notes } = addresses;
  await asVisitor(browser, async (page) => {
    await page.goto(`${tasks}/public`);
    await page.goto(`${tasks}/api/me`);
    await page.goto(`${tasks}/oauth2/idpresponse?code=8f2e1c7a&state=from-elsewhere`);
  });
  await asVisitor(browser, async (page) => {
    await page.goto(unregisteredCallback(await signInAddress(page, notes)));
  });
  await asVisitor(browser, async (page) => {
    await signInAs(page, `${tasks}/`, "anna");
    await page.goto(`${tasks}/tasks`);
  });
  await asVisitor(browser, async (page) => {
    await signInAs(page, `${tasks}/`, "ben");
    await page.goto(`${tasks}/admin`);
  });
}

/** Signs in as a demo user, by one click. */
export async function signInAs(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url);
  await page.locator("button.person", { hasText: name }).click();
  await page.waitForURL((address) => address.href.startsWith(url));
}

/** Where an application sends a visitor to sign in. */
export async function signInAddress(page: Page, application: string): Promise<URL> {
  await page.goto(`${application}/`);
  return new URL(page.url().replace("/login?", "/oauth2/authorize?"));
}

/** The same request with a callback URL that no app client has. */
export function unregisteredCallback(address: URL): string {
  const changed = new URL(address);
  changed.searchParams.set("redirect_uri", "https://docs.example.com/oauth2/idpresponse");
  return changed.href;
}

async function asVisitor(browser: Browser, act: (page: Page) => Promise<void>): Promise<void> {
  const context: BrowserContext = await browser.newContext();
  await act(await context.newPage());
  await context.close();
}
