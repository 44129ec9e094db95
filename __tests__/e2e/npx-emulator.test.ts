import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { LoopbackRegistry } from "../../packages/alb-auth/__tests__/support/loopback-registry.ts";
import { packPackage } from "../../packages/alb-emulator/__tests__/support/packed-package.ts";
import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { describeWithTerraform } from "../terraform/describe-with-tools";
import { terraformEnvironment } from "../terraform/terraform-environment";
import { describeInBrowser, launch } from "./support/chromium";

const fixtures = join(__dirname, "../../packages/alb-emulator/__tests__/fixtures");

const profileRule = `  ProfileRule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Priority: 5
      Conditions: [{ Field: path-pattern, Values: [/me] }]
      Actions:
        - Type: authenticate-cognito
          Order: 1
          AuthenticateCognitoConfig:
            UserPoolArn: !Ref UserPoolArn
            UserPoolClientId: !Ref Client
            UserPoolDomain: !ImportValue identity-domain
            Scope: openid profile
            SessionCookieName: profile
        - { Type: forward, Order: 2, TargetGroupArn: !Ref TargetGroup }
`;

let registry: LoopbackRegistry;
let folder: string;
const commands: ChildProcess[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "alb-emulator-npx-"));
  registry = await LoopbackRegistry.start();
  await run("npm", ["publish", packPackage()], folder);
});

afterAll(async () => {
  await Promise.all(commands.map(stop));
  registry.close();
  rmSync(folder, { recursive: true, force: true });
});

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...registry.environment,
    NODE_OPTIONS: "",
    // Nothing of this machine's cache: npx gets the package from the registry.
    npm_config_cache: join(folder, "npm-cache"),
  };
}

async function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  const child = spawn(program, args, { cwd, env: environment(), stdio: "ignore" });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} exited with ${code}`);
}

/** Runs `npx alb-emulator` in an empty folder until its banner. */
async function npx(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  const ports = ["--port", "0", "--identity-port", "0", "--inspector-port", "0"];
  const command = spawn("npx", ["--yes", "alb-emulator", ...args, ...ports], {
    cwd,
    env: { ...environment(), ...env },
    // A group, as of a shell: npm starts the command below itself.
    detached: true,
  });
  commands.push(command);
  let output = "";
  for (const stream of [command.stdout, command.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  while (!output.includes("Ctrl-C stops everything")) {
    if (command.exitCode !== null) throw new Error(output);
    await Promise.race([once(command.stdout, "data"), once(command, "exit")]);
  }
  const [, url = ""] = /(http:\/\/\S+)\/\n/.exec(output) ?? [];
  const [, login = "", password = ""] = /Sign in as\n {2}(\S+) +(\S+)/.exec(output) ?? [];
  return { url, login, password, output };
}

async function stop(command: ChildProcess): Promise<void> {
  if (command.exitCode !== null || command.pid === undefined) return;
  process.kill(-command.pid, "SIGINT");
  await once(command, "exit");
}

describe("npx alb-emulator", () => {
  const template = (name: string) => join(fixtures, "templates", `${name}.yaml`);

  /** The template with one more rule, of a path with a scope of its own. */
  function templateWithProfile(): string {
    const file = join(folder, "notes.yaml");
    const text = readFileSync(template("notes"), "utf8")
      .replace(/AllowedOAuthScopes: .*/, "AllowedOAuthScopes: [openid, email, profile]")
      .replace("  HealthRule:\n", `${profileRule}  HealthRule:\n`);
    writeFileSync(file, text);
    return file;
  }

  it.each([
    ["--state", () => [join(fixtures, "states", "shop.json")], "/", "/orders/7", "orders/read"],
    [
      "--cdk-out",
      () => [join(fixtures, "cdk", "cdk.out")],
      "/account/me",
      "/orders/7",
      "orders/read",
    ],
    ["--template", () => [template("identity"), templateWithProfile()], "/", "/me", "profile"],
  ] as const)("signs in, asks silently for a scope, and signs out with %s", async (...row) => {
    const [option, files, path, scopedPath, scope] = row;
    const started = await npx(
      `in${option}`,
      files().flatMap((file) => [option, file]),
    );
    const { url, login: username, password } = started;
    const visitor = new Visitor();

    const form = page(await visitor.visit(`${url}${path}`));
    const signedIn = page(await visitor.submit(form, "/login", { username, password }));
    expect(signedIn.text).toContain(`Signed in as ${username}`);
    expect(signedIn.text).not.toContain(`<code class="pill">${scope}</code>`);

    // Redirects to the user pool and back, without a page in between.
    const scoped = page(await visitor.visit(`${url}${scopedPath}`));
    expect([scoped.status, scoped.url]).toEqual([200, `${url}${scopedPath}`]);
    expect(scoped.text).toContain(`<code class="pill">${scope}</code>`);

    const [, link = ""] = /href="(\?[^"]+)">Sign out</.exec(scoped.text) ?? [];
    await visitor.visit(new URL(link, scoped.url).href);
    const afterwards = page(await visitor.visit(`${url}${scopedPath}`));
    expect(new URL(afterwards.url).pathname).toBe("/login");
  });
});

describeWithTerraform("npx alb-emulator --terraform", (tools) => {
  describeInBrowser("in a browser", () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch();
    });
    afterAll(() => browser?.close());

    it("signs in, asks silently for the scope of a path, and signs out", async () => {
      const root = join(folder, "wiki");
      cpSync(join(fixtures, "roots", "wiki"), root, { recursive: true });
      const { TF_CLI_CONFIG_FILE } = terraformEnvironment({
        ...{ tools: tools(), folder, region: "us-west-2" },
      });

      const { url, login, output } = await npx("in-terraform", ["--terraform", root], {
        ...{ TF_CLI_CONFIG_FILE, TERRAFORM_BIN: tools().terraform },
      });
      // Standard error is not a terminal.
      expect(output).toMatch(/^Terraform plans .*wiki with mocked providers …$/m);
      expect(output).toMatch(/^Terraform computes the values of \d+ resources …$/m);
      const tab = await browser.newPage();
      await tab.goto(url);
      await tab.getByRole("button", { name: login }).click();

      await expectText(tab, "h1", `Signed in as ${login}`);
      expect(await scopesOn(tab)).toEqual(["openid"]);

      await tab.goto(`${url}/edit/home`);
      expect(tab.url()).toBe(`${url}/edit/home`);
      expect(await scopesOn(tab)).toEqual(["openid", "wiki/edit"]);

      await tab.getByRole("link", { name: "Sign out" }).click();
      await expectText(tab, "h1", "Nobody is signed in here");
      expect(tab.url()).toBe(`${url}/goodbye`);
      for (const path of ["/", "/edit/home"]) {
        await tab.goto(`${url}${path}`);
        expect(new URL(tab.url()).pathname).toBe("/login");
      }
    }, 300_000);
  });
});

async function expectText(tab: Page, selector: string, text: string): Promise<void> {
  await tab.locator(selector).getByText(text).waitFor();
}

async function scopesOn(tab: Page): Promise<string[]> {
  return (await tab.locator("code.pill").allInnerTexts()).sort();
}
