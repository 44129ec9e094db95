import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { copyProject } from "../start/support/project-copy";
import { StartedProject, startScript } from "../start/support/started-project";
import { describeInBrowser, launch } from "./support/chromium";

describeInBrowser("npm start -- --environment company", () => {
  let folder: string;
  let project: StartedProject;
  let browser: Browser;

  beforeAll(async () => {
    folder = copyProject();
    project = new StartedProject(folder, [...startScript, "--environment", "company", "--watch"]);
    await project.printed(/Ctrl-C stops everything/);
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await project?.interrupt();
    rmSync(folder, { recursive: true, force: true });
  });

  const urlOf = (application: string, path = "/") => `${project.addressOf(application)}${path}`;

  /** Opens an address in a browser of its own. */
  async function open(url: string): Promise<Page> {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  async function statusOf(page: Page, url: string): Promise<number | undefined> {
    return (await page.goto(url))?.status();
  }

  /** With the code that the page shows in place of an authenticator app. */
  async function signInWithPassword(page: Page, user: string): Promise<void> {
    const [, password = ""] = new RegExp(`${user} +(\\S+)`).exec(project.output) ?? [];
    await page.fill('input[name="username"]', user);
    await page.fill('input[name="password"]', password);
    await page.click('button[name="signInSubmitButton"]');
    expect(await page.textContent("h1")).toBe("Enter your authenticator code");
    await page.click("[data-fill]");
    await page.click('button[name="signInSubmitButton"]');
  }

  it("signs in with a password and the second factor, and grants what the groups allow", async () => {
    const page = await open(urlOf("orders", "/admin"));
    expect(new URL(page.url()).hostname).toBe("login.example.com.localhost");
    await signInWithPassword(page, "anna@example.com");

    await page.waitForURL(urlOf("orders", "/admin"));
    expect(await page.textContent("h1")).toBe("Admin");
    await page.goto(urlOf("orders", "/tasks"));
    expect(await page.getByRole("button", { name: "Add" }).count()).toBe(1);

    const ben = await open(urlOf("orders", "/tasks"));
    await signInWithPassword(ben, "ben@example.com");
    await ben.waitForURL(urlOf("orders", "/tasks"));
    expect(await ben.textContent("h1")).toBe("Tasks");
    expect(await ben.getByRole("button", { name: "Add" }).count()).toBe(0);
    expect(await statusOf(ben, urlOf("orders", "/admin"))).toBe(403);
    expect(await statusOf(ben, urlOf("orders", "/%61dmin"))).toBe(403);
  });

  it("signs in at Google and at the company's SAML provider, which ask for their own factors", async () => {
    const customer = await open(urlOf("orders"));
    await customer.click("text=Continue with Google");
    await customer.click("text=anna@example.com");
    await customer.waitForURL(urlOf("orders"));
    expect(await customer.textContent("h1")).toContain("Hello, Anna");

    const employee = await open(urlOf("intranet"));
    expect(await employee.textContent("h1")).toBe("Sign in at Employees");
    await employee.fill('input[name="userId"]', "e-4711");
    await employee.fill('input[name="claim:department"]', "sales");
    await employee.getByLabel("email", { exact: true }).fill("emma@example.com");
    await employee.click('button[name="signInSubmitButton"]');
    await employee.waitForURL(urlOf("intranet"));
    await employee.goto(urlOf("intranet", "/api/me"));
    expect(JSON.parse((await employee.textContent("body")) ?? "")).toMatchObject({
      email: "emma@example.com",
      username: expect.stringMatching(/^employees_e-4711$/i),
    });

    // One provider is offered there, and Cognito's session is of another.
    const both = await open(urlOf("intranet"));
    await both.click("text=ben@example.com");
    await both.waitForURL(urlOf("intranet"));
    expect(await statusOf(both, urlOf("orders"))).toBe(200);
  });

  it("serves every application at the port of one load balancer, and nothing at another host", async () => {
    const urls = ["orders", "intranet", "reports"].map((name) => new URL(urlOf(name)));
    expect(urls.map(({ hostname }) => hostname)).toEqual([
      "orders.example.com.localhost",
      "intranet.example.com.localhost",
      "reports.example.com.localhost",
    ]);
    const [port, ...others] = new Set(urls.map((url) => url.port));
    expect(others).toEqual([]);

    const program = new Visitor();
    for (const host of ["edge.example.com", "unknown.example.com"]) {
      const { status, location } = await program.send(`http://${host}.localhost:${port}/`);
      expect([status, location]).toEqual([404, undefined]);
    }
    // No rule without a sign-in leads to another application's page.
    expect((await program.send(urlOf("reports", "/contact"))).status).toBe(200);
    expect((await program.send(urlOf("orders", "/contact"))).status).toBe(302);
  });

  it("signs in once for the applications of the same provider, and lets groups decide at each", async () => {
    const page = await open(urlOf("orders"));
    await signInWithPassword(page, "anna@example.com");
    await page.waitForURL(urlOf("orders"));
    await page.goto(urlOf("reports"));
    expect(page.url()).toBe(urlOf("reports"));
    expect(await page.textContent("h1")).toContain("Anna");

    const ben = await open(urlOf("orders"));
    await signInWithPassword(ben, "ben@example.com");
    await ben.waitForURL(urlOf("orders"));
    expect(await statusOf(ben, urlOf("reports"))).toBe(403);
  });

  it("lets programs call the API with the tokens that the banner gets", async () => {
    const [, credentials = "", endpoint = ""] =
      /order-import\n.*-u (\S+) .*(http\S+)/.exec(project.output) ?? [];
    const program = new Visitor();
    const { text } = await program.send(endpoint, {
      headers: { Authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
      form: { grant_type: "client_credentials" },
    });
    const { access_token: token } = JSON.parse(text);
    const call = (headers: Record<string, string>) =>
      program.send(urlOf("orders", "/api/me"), { headers });

    const called = await call({ Authorization: `Bearer ${token}` });
    expect(JSON.parse(called.text)).toMatchObject({
      type: "machine",
      clientId: credentials.split(":")[0],
    });
    expect((await call({ Authorization: `Bearer ${token.slice(0, -4)}AAAA` })).status).toBe(401);
    expect((await call({})).status).toBe(401);
  });

  it("adds an application while it runs, and keeps the sessions of the others", async () => {
    const page = await open(urlOf("orders"));
    await signInWithPassword(page, "anna@example.com");
    await page.waitForURL(urlOf("orders"));
    const file = join(folder, "environments", "company.ts");
    const text = readFileSync(file, "utf8");
    const [, intranet = ""] = /\n {4}intranet: (\{[\s\S]*?\n {4}\}),/.exec(text) ?? [];
    const billing = intranet
      .replace("intranet.example.com", "billing.example.com")
      .replace("slot: 2", "slot: 4")
      .replace(/\n.*identityProviders.*/, "");
    const from = project.output.length;
    writeFileSync(
      file,
      text.replace("\n  applications: {", `\n  applications: {\n    billing: ${billing},`),
    );
    await project.printed(/Reloaded/, from);

    const billingUrl = urlOf("orders").replace("//orders.", "//billing.");
    await page.goto(billingUrl);
    expect(page.url()).toBe(billingUrl);
    expect(await page.textContent("h1")).toContain("Anna");
    await page.goto(urlOf("orders"));
    expect(page.url()).toBe(urlOf("orders"));
  });
});
