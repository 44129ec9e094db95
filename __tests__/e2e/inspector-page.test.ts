import { readFileSync } from "node:fs";
import type { LoadBalancerEvent } from "alb-emulator";
import type { Browser, Page } from "playwright-core";
import { startInspectorOfEvents } from "../../packages/alb-emulator/__tests__/inspector/support/inspector-of-events";
import { describeInBrowser, launch } from "./support/chromium";

const hostile = `"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;

let browser: Browser;
let page: Page;
let inspector: Awaited<ReturnType<typeof startInspectorOfEvents>>;

function requestEvent(number: number, path: string): LoadBalancerEvent {
  const id = `1-00000000-${String(number).padStart(24, "0")}`;
  return {
    id,
    loadBalancer: "example-tasks",
    application: "tasks",
    signIn: undefined,
    startedAt: new Date(1_800_000_000_000 + number).toISOString(),
    request: {
      method: "GET",
      url: `https://tasks.example.com${path}`,
      host: "tasks.example.com",
      path,
      clientAddress: "127.0.0.1",
      clientPort: 50_000,
      userAgent: hostile,
      webSocket: false,
      headers: [{ name: "x-note", value: hostile }],
      cookies: [],
    },
    ruleEvaluations: [],
    matchedRule: undefined,
    rulesNotEvaluated: [],
    actions: ["forward"],
    loginSteps: [],
    session: {
      id: `session-${number}`,
      cookieName: "AWSELBAuthSessionCookie",
      cookieShards: 1,
      state: "valid",
      scope: "openid",
      subject: hostile,
      user: hostile,
      accessTokenExpiresAt: undefined,
      sessionExpiresAt: undefined,
    },
    target: undefined,
    response: { status: 200, by: "load balancer", headers: [], cookies: [], location: undefined },
    errorReason: undefined,
    explanation: undefined,
    timings: { totalMs: 1, loginMs: 0, targetMs: undefined },
  };
}

const add = (number: number, path: string, signIn?: string) =>
  inspector.events.add({
    source: "load-balancer",
    event: { ...requestEvent(number, path), signIn },
  });

const rowOf = (number: number) => `.row[href="#${requestEvent(number, "/").id}"]`;

/** The file that a press of the visible button saves. */
async function exported() {
  const download = page.waitForEvent("download");
  await page.click("[data-exports=har]:visible");
  const { entries } = JSON.parse(readFileSync(await (await download).path(), "utf8")).log;
  return entries.map(({ request }: { request: { url: string } }) => new URL(request.url).pathname);
}

describeInBrowser("the inspector's page", () => {
  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(() => browser?.close());

  beforeEach(async () => {
    inspector = await startInspectorOfEvents({
      environment: hostile,
      applications: [],
      targets: [],
      demoUsers: [],
      users: [{ login: hostile, name: hostile, subject: hostile }],
    });
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  });

  afterEach(async () => {
    await page.close();
    await inspector.close();
  });

  it("exports on a phone what the filter shows, and all without one", async () => {
    add(1, "/orders");
    add(2, "/invoices");
    await page.goto(inspector.url);
    await page.locator(rowOf(2)).waitFor();
    await page.click("#more");

    expect(await exported()).toEqual(["/orders", "/invoices"]);
    await page.fill("#find", "invoices");
    expect(await exported()).toEqual(["/invoices"]);
  });

  it("marks what the inspector sent, with a link to the original", async () => {
    add(1, "/orders");
    add(2, "/orders");
    const [original, entry] = [1, 2].map((number) => requestEvent(number, "/").id);
    inspector.events.add({
      source: "replay",
      event: { at: 0, entry: entry ?? "", original, user: undefined },
    });
    await page.goto(inspector.url);
    await page.locator(`${rowOf(2)} .replay`).waitFor();

    expect(await page.locator(`${rowOf(1)} .replay`).count()).toBe(0);
    await page.click(rowOf(2));
    expect(await page.getAttribute("text=See the original", "href")).toBe(`#${original}`);
  });

  it("shows markup in paths, headers and names as text", async () => {
    add(1, `/${hostile}`);
    add(2, `/${hostile}`, "story");
    await page.goto(inspector.url);
    await page.click(rowOf(1));

    expect(await page.inputValue("#try-address")).toContain(hostile);
    expect(await page.inputValue("#try-headers")).toContain(hostile);
    expect(await page.textContent("#try-user")).toContain(hostile);
    await page.goto(`${inspector.url}#story`);
    await page.locator("#sequence").waitFor();
    expect(await page.textContent(".said")).toContain(hostile);
    expect(await page.evaluate("[typeof window.hacked, document.images.length]")).toEqual([
      "undefined",
      0,
    ]);
  });

  it("stays usable while thousands of requests arrive: it shows the newest 500 and filters them", async () => {
    await page.goto(inspector.url);
    await page.waitForFunction(
      `document.querySelector("#connection").textContent.includes("Live")`,
    );
    for (let number = 1; number <= 2_000; number++) {
      add(number, `/page-${number}`);
      // The page reads while the requests arrive.
      if (number % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await page.locator(rowOf(2_000)).waitFor();

    expect(await page.locator(".item").count()).toBe(500);
    const filterMs = await page.evaluate<number>(`(() => {
      const find = document.querySelector("#find");
      const start = performance.now();
      find.value = "page-1999";
      find.dispatchEvent(new Event("input", { bubbles: true }));
      document.body.getBoundingClientRect();
      return performance.now() - start;
    })()`);
    expect(await page.locator(".item:visible").count()).toBe(1);
    expect(filterMs).toBeLessThan(2_000);
  });
});
