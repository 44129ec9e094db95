import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { describeInBrowser, launch } from "./support/chromium";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { emitStacks, root } from "./support/stacks";

let project: string;
let browser: Browser;
let running: EmulatorUnderTest;

/** The configuration that docs/local.md gives for Vite. */
function documentedConfiguration(): string {
  const text = readFileSync(join(root, "docs", "local.md"), "utf8");
  const [, code = ""] = /in `vite\.config\.js`:\n\n```js\n([\s\S]*?)```/.exec(text) ?? [];
  expect(code).toContain("allowedHosts");
  return code;
}

/** A project of Vite, whose page shows what `greeting.js` exports. */
function createProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "vite-"));
  const files = {
    "package.json": '{ "type": "module" }',
    "vite.config.js": documentedConfiguration(),
    "index.html":
      '<!doctype html><h1 id="greeting"></h1><script type="module" src="/main.js"></script>',
    "main.js": `
      import { greeting } from "./greeting.js";
      const show = (text) => { document.querySelector("#greeting").textContent = text; };
      show(greeting);
      import.meta.hot.accept("./greeting.js", (changed) => show(changed.greeting));
    `,
    "greeting.js": 'export const greeting = "before";\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describeInBrowser("Vite's dev server behind the emulator", () => {
  beforeAll(async () => {
    project = createProject();
    const vite = join(dirname(require.resolve("vite/package.json")), "bin", "vite.js");
    running = await startOn(await emitStacks("example"), {
      services: [
        {
          application: "tasks",
          service: "web",
          program: { command: `"${process.execPath}" "${vite}"`, directory: project },
        },
      ],
    });
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    rmSync(project, { recursive: true, force: true });
  });

  it("shows its page after a sign-in, and a change of a file without a reload", async () => {
    const tasks = running.emulator.urlOf("tasks");
    const [anna = { login: "", password: "" }] = running.userPool.demoUsers;
    const page = await browser.newPage();
    const connected = page.waitForEvent("console", (message) =>
      message.text().includes("[vite] connected"),
    );
    const socket = page.waitForEvent("websocket");

    await page.goto(`${tasks}/`);
    await page.fill('input[name="username"]:not([type="hidden"])', anna.login);
    await page.fill('input[name="password"]:not([type="hidden"])', anna.password);
    await page.click('button[name="signInSubmitButton"]');
    await page.locator("#greeting", { hasText: "before" }).waitFor();
    await connected;
    expect(new URL((await socket).url()).host).toBe(new URL(tasks).host);
    const loads: string[] = [];
    page.on("domcontentloaded", () => loads.push(page.url()));

    writeFileSync(join(project, "greeting.js"), 'export const greeting = "after";\n');
    await page.locator("#greeting", { hasText: "after" }).waitFor();

    expect(loads).toEqual([]);
  });
});
