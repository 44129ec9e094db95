import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";

const repository = join(__dirname, "..", "..");
const copied = [
  ...["config", "constructs", "container", "environments", "packages", "routing", "scripts"],
  ...[
    "stacks",
    "synthesis",
    "main.ts",
    "package.json",
    "package-lock.json",
    "cdktf.json",
    "tsconfig.json",
  ],
];

/** Packages of the repository, which the copy has its own versions of. */
const workspaces: Readonly<Record<string, string>> = {
  "alb-auth": "packages/alb-auth",
  "alb-emulator": "packages/alb-emulator",
  container: "container",
};

let root: string;
let child: ChildProcess;
let output = "";
let onOutput: (() => void) | undefined;

/** The sources, so that a test can edit them, with the repository's node_modules. */
function copyRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), "npm-start-"));
  for (const name of copied) {
    cpSync(join(repository, name), join(folder, name), {
      recursive: true,
      filter: (source) => !/[\\/](node_modules|dist)$/.test(source),
    });
  }
  mkdirSync(join(folder, "node_modules"));
  for (const name of readdirSync(join(repository, "node_modules"))) {
    if (name === ".cache") continue;
    const workspace = workspaces[name];
    const target = workspace ? join(folder, workspace) : join(repository, "node_modules", name);
    symlinkSync(target, join(folder, "node_modules", name));
  }
  return folder;
}

beforeAll(async () => {
  root = copyRepository();
  const { CDKTF_OUTDIR: _, ENVIRONMENT: __, ...env } = process.env;
  child = spawn(
    process.execPath,
    [
      join(root, "scripts", "start", "run.mjs"),
      ...["--environment", "example", "--watch"],
      ...["--port", "0", "--identity-port", "0", "--inspector-port", "0"],
    ],
    { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] },
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      onOutput?.();
    });
  }
  await printed(/Ctrl-C stops everything/);
}, 60_000);

afterAll(async () => {
  // SIGTERM, which also ends the containers.
  if (child.exitCode === null && child.kill("SIGTERM")) {
    await new Promise((resolve) => child.once("exit", resolve));
  }
  rmSync(root, { recursive: true, force: true });
});

/** Resolves once the output matches; rejects after 40 seconds, or when the process ends. */
function printed(pattern: RegExp, from = 0): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`Not printed: ${pattern}\n${output}`));
    const timer = setTimeout(fail, 40_000);
    child.once("exit", fail);
    onOutput = () => {
      if (!pattern.test(output.slice(from))) return;
      clearTimeout(timer);
      child.off("exit", fail);
      resolve();
    };
    onOutput();
  });
}

const addressOf = (name: string) =>
  new RegExp(`^ +${name} +(http\\S+?)/?$`, "m").exec(output)?.[1] ?? "";

/** As `sed -i` and many editors save: a new file takes the place of the old one. */
function save(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** Replaces one word of the example environment, and waits for the output. */
async function replaceWord(before: string, after: string, expected: RegExp): Promise<void> {
  const file = join(root, "environments", "example.ts");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(before);
  const from = output.length;
  save(file, text.replace(before, after));
  await printed(expected, from);
}

describe("npm start", () => {
  it("writes its JSON below .local only, never where somebody may deploy from", () => {
    expect(existsSync(join(root, ".local", "example", "cdktf.out", "manifest.json"))).toBe(true);
    expect(existsSync(join(root, "cdktf.out"))).toBe(false);
  });

  it("prints addresses and demo users, and that it is local only", () => {
    expect(output).toContain("LOCAL ONLY");
    expect(addressOf("tasks")).toMatch(/^http:\/\/tasks\.example\.com\.localhost:\d+$/);
    expect(addressOf("notes")).toMatch(/^http:\/\/notes\.example\.com\.localhost:\d+$/);
    expect(output).toMatch(/^ +http:\/\/wiki\.example\.com\.localhost:\d+\/$/m);
    expect(addressOf("inspector")).toMatch(/^http:\/\/localhost:\d+$/);
    expect(output).toMatch(/anna@example\.com +\S{14,} +groups: admins/);
    expect(output).not.toMatch(/has no value|probably a mistake|onUnauthenticatedRequest/);
  });

  it("serves another route after one word of the environment changed, and keeps the session", async () => {
    const tasks = addressOf("tasks");
    const visitor = new Visitor();
    const signIn = page(await visitor.visit(`${tasks}/`));
    const [, username = "", password = ""] = /(anna@\S+) +(\S+)/.exec(output) ?? [];
    expect(page(await visitor.submit(signIn, "/login", { username, password })).status).toBe(200);
    const anonymous = () => new Visitor().send(`${tasks}/public/hello`);
    expect((await anonymous()).status).toBe(200);

    await replaceWord('"/public/*"', '"/open/*"', /Reloaded in/);

    expect((await anonymous()).status).toBe(302);
    expect((await visitor.send(`${tasks}/`)).status).toBe(200);
  }, 60_000);

  it("keeps the previous version when the environment has an issue, and prints it", async () => {
    await replaceWord(
      '"/open/*"',
      '"open/*"',
      /The previous version keeps running[\s\S]*"open\/\*"/,
    );

    expect((await new Visitor().send(`${addressOf("tasks")}/`)).status).toBe(302);
  }, 60_000);

  it("says so when the environment is correct again", async () => {
    await replaceWord(
      '"open/*"',
      '"/open/*"',
      /environments\/example\.ts changed[\s\S]*Reloaded in/,
    );

    expect((await new Visitor().send(`${addressOf("tasks")}/open/x`)).status).not.toBe(302);
  }, 60_000);

  it("follows what the environment imports, and no other environment", async () => {
    const shared = join(root, "shared", "paths.ts");
    mkdirSync(join(root, "shared"));
    save(shared, 'export const open = ["/open", "/open/*"];\n');
    const example = join(root, "environments", "example.ts");
    const from = output.length;
    const text = readFileSync(example, "utf8").replace('["/public", "/open/*"]', "open");
    save(example, `import { open } from "../shared/paths";\n${text}`);
    await printed(/Reloaded in/, from);

    const fromImport = output.length;
    save(join(root, "environments", "minimal.ts"), "export const environment = 1;\n");
    save(shared, 'export const open = ["/other", "/open/*"];\n');
    await printed(/Reloaded in/, fromImport);

    expect(output.slice(fromImport)).toMatch(/^.*shared\/paths\.ts changed\n/);
    expect(output.slice(fromImport)).not.toContain("minimal");
  }, 60_000);

  it("restarts the container when its code changes", async () => {
    const file = join(root, "container", "routes", "public-routes.ts");
    const from = output.length;
    writeFileSync(file, readFileSync(file, "utf8").replace('"stranger"', '"somebody"'));
    save(join(root, "shared", "paths.ts"), 'export const open = ["/public", "/public/*"];\n');
    await printed(/Reloaded in/, from);

    const response = await new Visitor().send(`${addressOf("tasks")}/public/hello`);

    expect(response.text).toBe('{"hello":"somebody"}');
  }, 60_000);

  it("ends every process and closes every port on Ctrl-C", async () => {
    const ports = ["tasks", "notes", "inspector"].map((name) =>
      Number(new URL(addressOf(name)).port),
    );
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));

    child.kill("SIGINT");

    expect(await ended).toBe(0);
    expect(await Promise.all(ports.map(isOpen))).toEqual([false, false, false]);
    expect(processesIn(root)).toEqual([]);
  }, 30_000);
});

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** Command lines of running processes that contain this folder. */
function processesIn(folder: string): string[] {
  const { stdout } = spawnSync("ps", ["-eo", "args="], { encoding: "utf8" });
  return stdout.split("\n").filter((command) => command.includes(folder));
}
