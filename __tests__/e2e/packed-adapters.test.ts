import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, synthesizedStacks } from "alb-emulator";
import type { Browser, Page } from "playwright-core";
import { page as lastOf, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { describeInBrowser, launch } from "./support/chromium";
import { FreshProjects, type ProjectKind, projectKinds } from "./support/fresh-projects";
import { type NodeVersion, nodeBinary, nodeVersions } from "./support/node-binaries";
import { type Adapter, adapterNames } from "./support/readme-programs";
import { emitApplications } from "./support/six-applications";

const email = "ada@example.com";
const password = "Correct-Horse-7-Battery";
const greeting = `Hello, ${email}`;

let projects: FreshProjects;
let stacks: string;

beforeAll(async () => {
  for (const version of nodeVersions) nodeBinary(version);
  stacks = emitApplications(adapterNames);
  projects = await FreshProjects.create();
}, 400_000);

afterAll(() => {
  projects?.remove();
  if (stacks !== undefined) rmSync(stacks, { recursive: true, force: true });
});

/** The README's programs of one project, on one Node version, behind the emulator. */
async function withPrograms(
  kind: ProjectKind,
  version: NodeVersion,
  use: (urlOf: (adapter: Adapter) => string) => Promise<void>,
): Promise<void> {
  const stateFolder = mkdtempSync(join(tmpdir(), "adapters-state-"));
  const emulator = await startEmulator({
    source: synthesizedStacks(join(stacks, "stacks")),
    stateFolder,
    port: 0,
    identityPort: 0,
    inspectorPort: 0,
    services: adapterNames.map((adapter) => ({
      application: adapter,
      service: "web",
      program: { command: commandOf(kind, version, adapter) },
    })),
  });
  try {
    await emulator.userPools[0]?.users.create({ email, name: "Ada", password });
    await use((adapter) => emulator.urlOf(adapter));
  } finally {
    await emulator.close();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

function commandOf(kind: ProjectKind, version: NodeVersion, adapter: Adapter): string {
  const bridge = join(__dirname, "support", "lambda-bridge.mjs");
  const files = [...(adapter === "lambda" ? [bridge] : []), projects.program(kind, adapter)];
  return [nodeBinary(version), ...files].map((path) => `"${path}"`).join(" ");
}

const cells = projectKinds.flatMap((kind) =>
  nodeVersions.map((version) => ({ kind, version, name: `${kind.name}, Node ${version}` })),
);

/** Each kind of project and each Node version: a browser takes three times as long. */
const browserCells = cells.filter(
  ({ kind, version }) =>
    version ===
    { ts: { module: "26", commonjs: "24" }, js: { module: "24", commonjs: "20" } }[kind.language][
      kind.type
    ],
);

const pathOf = ({ url }: { readonly url: string }) => new URL(url).pathname;

describe("the programs of the README, with the package from a registry, behind the emulator", () => {
  it.each(cells)("sign a visitor in and out: $name", async ({ kind, version }) => {
    await withPrograms(kind, version, async (urlOf) => {
      const visitor = new Visitor();
      let signIn = lastOf(await visitor.visit(`${urlOf("express")}/`));
      for (const adapter of adapterNames) {
        const home = `${urlOf(adapter)}/`;
        const signedIn = lastOf(
          await visitor.submit(signIn, "/login", { username: email, password }),
        );
        expect(signedIn.text).toBe(greeting);

        expect(lastOf(await visitor.visit(home))).toMatchObject({ status: 200, text: greeting });
        const signedOut = await visitor.visit(`${urlOf(adapter)}/logout`, {
          form: {},
          headers: { Origin: urlOf(adapter), "Sec-Fetch-Site": "same-origin" },
        });

        expect(signedOut.map(pathOf)).toEqual(["/logout", "/logout", "/signed-out"]);
        expect(lastOf(signedOut)).toMatchObject({ status: 200, text: "Signed out" });
        expect(await visitor.cookieNames(urlOf(adapter))).toEqual([]);
        signIn = lastOf(await visitor.visit(home));
        expect({ adapter, path: pathOf(signIn) }).toEqual({ adapter, path: "/login" });
      }
    });
  });
});

describeInBrowser("the same programs in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  it.each(browserCells)("sign in and out: $name", async ({ kind, version }) => {
    await withPrograms(kind, version, async (urlOf) => {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        await page.goto(`${urlOf("express")}/`);
        await signIn(page);
        for (const adapter of adapterNames) {
          const home = `${urlOf(adapter)}/`;
          await page.goto(home);
          expect(await page.textContent("body")).toBe(greeting);

          await submitSignOut(page);

          await page.waitForURL(`${urlOf(adapter)}/signed-out`);
          expect(await page.textContent("body")).toBe("Signed out");
          expect((await context.cookies(home)).filter(isSessionCookie)).toEqual([]);
          await page.goto(home);
          expect({ adapter, path: pathOf({ url: page.url() }) }).toEqual({
            adapter,
            path: "/login",
          });
          await signIn(page);
          await page.waitForURL(home);
        }
      } finally {
        await context.close();
      }
    });
  });
});

/** A page that needs a sign-in sets another cookie, and browsers request one by themselves, an icon. */
function isSessionCookie({ name }: { readonly name: string }): boolean {
  return name.startsWith("AWSELBAuthSessionCookie");
}

async function signIn(page: Page): Promise<void> {
  await page.fill('input[name="username"]:not([type="hidden"])', email);
  await page.fill('input[name="password"]:not([type="hidden"])', password);
  await page.click('button[name="signInSubmitButton"]');
}

/** The form that the README gives, on the page of the program. */
async function submitSignOut(page: Page): Promise<void> {
  const form = '<form method="post" action="/logout"><button>Sign out</button></form>';
  await page.evaluate(`document.body.innerHTML = ${JSON.stringify(form)}`);
  await page.click("text=Sign out");
}
