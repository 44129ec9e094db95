import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
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

/** Packages of the repository, which are to be those of the copy as well. */
const workspaces: Readonly<Record<string, string>> = {
  "alb-auth": "packages/alb-auth",
  "alb-emulator": "packages/alb-emulator",
  container: "container",
};

let root: string;
let child: ChildProcess;
let output = "";

/** The sources with the same packages, so that a test can edit them. */
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
    });
  }
  await printed(/Ctrl-C stops everything/);
}, 60_000);

afterAll(async () => {
  // By a signal that it passes on: killed outright, it would leave the containers behind.
  if (child.exitCode === null && child.kill("SIGTERM")) {
    await new Promise((resolve) => child.once("exit", resolve));
  }
  rmSync(root, { recursive: true, force: true });
});

async function printed(pattern: RegExp, from = 0): Promise<void> {
  const deadline = Date.now() + 40_000;
  while (!pattern.test(output.slice(from))) {
    if (Date.now() > deadline || child.exitCode !== null) {
      throw new Error(`Not printed: ${pattern}\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const addressOf = (name: string) =>
  new RegExp(`^ +${name} +(http\\S+?)/?$`, "m").exec(output)?.[1] ?? "";

/** Writes the example environment with one word replaced, and waits for its reload. */
async function replaceWord(before: string, after: string, expected: RegExp): Promise<void> {
  const file = join(root, "environments", "example.ts");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(before);
  const from = output.length;
  writeFileSync(file, text.replace(before, after));
  await printed(expected, from);
}

describe("npm start", () => {
  it("prints every application's address, demo users and that it is local only", () => {
    expect(output).toContain("LOCAL ONLY");
    expect(addressOf("tasks")).toMatch(/^http:\/\/tasks\.example\.com\.localhost:\d+$/);
    expect(addressOf("notes")).toMatch(/^http:\/\/notes\.example\.com\.localhost:\d+$/);
    expect(addressOf("inspector")).toMatch(/^http:\/\/localhost:\d+$/);
    expect(output).toMatch(/anna@example\.com +\S{14,} +groups: admins/);
    expect(output).toContain("secret DATABASE_URL has no value here");
  });

  it("serves another route after one word of the environment changed, and keeps the session", async () => {
    const tasks = addressOf("tasks");
    const visitor = new Visitor();
    const signIn = page(await visitor.visit(`${tasks}/`));
    const [, username = "", password = ""] = /(anna@\S+) +(\S+)/.exec(output) ?? [];
    expect(page(await visitor.submit(signIn, "/login", { username, password })).status).toBe(200);
    const stranger = () => new Visitor().send(`${tasks}/public/hello`);
    expect((await stranger()).status).toBe(200);

    await replaceWord('"/public/*"', '"/open/*"', /Reloaded in/);

    expect((await stranger()).status).toBe(302);
    expect((await visitor.send(`${tasks}/`)).status).toBe(200);
  }, 60_000);

  it("keeps what ran before when the environment has a fault, and says which", async () => {
    await replaceWord('"/open/*"', '"open/*"', /What ran before keeps running/);

    expect(output).toContain('"open/*"');
    expect((await new Visitor().send(`${addressOf("tasks")}/`)).status).toBe(302);
  }, 60_000);

  it("restarts the container when its code changes", async () => {
    const file = join(root, "container", "routes", "public-routes.ts");
    const from = output.length;
    writeFileSync(file, readFileSync(file, "utf8").replace('"stranger"', '"somebody"'));
    writeFileSync(
      join(root, "environments", "example.ts"),
      readFileSync(join(root, "environments", "example.ts"), "utf8").replace(
        '"open/*"',
        '"/public/*"',
      ),
    );
    await printed(/Reloaded in/, from);

    const answer = await new Visitor().send(`${addressOf("tasks")}/public/hello`);

    expect(answer.text).toBe('{"hello":"somebody"}');
  }, 60_000);

  it("leaves no process and no open port behind on Ctrl-C", async () => {
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

/** Command lines of running processes that name this folder, where the system lists them. */
function processesIn(folder: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return "";
      }
    })
    .filter((command) => command.includes(folder));
}
