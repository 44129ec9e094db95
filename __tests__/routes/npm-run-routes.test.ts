import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
/** A Git repository with what a synthesis needs. */
let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "routes-test-"));
  const parts = [
    "config",
    "constructs",
    "environments",
    "routing",
    "scripts",
    "stacks",
    "synthesis",
  ];
  for (const part of [...parts, "main.ts", "package.json", "tsconfig.json", "cdktf.json"]) {
    cpSync(join(root, part), join(project, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"), "junction");
  writeFileSync(join(project, ".gitignore"), "node_modules\ncdktf.out\n");
  git("init", "--quiet");
  commit("first");
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function git(...args: string[]): void {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  execFileSync("git", [...identity, "-c", "commit.gpgsign=false", ...args], { cwd: project });
}

function commit(message: string): void {
  git("add", "--all");
  git("commit", "--quiet", "--message", message);
}

function routes(...args: string[]) {
  const script = join(project, "scripts", "routes", "run.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: project,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function edit(from: string, to: string): void {
  const file = join(project, "environments", "minimal.ts");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

const route = `routes: [
        {
          conditions: { paths: ["/reports/*"] },
          access: { type: "public" },
          target: { type: "service", service: "web" },
        },
      ],
      hostName:`;

describe("npm run routes -- --diff", () => {
  afterEach(() => git("checkout", "--quiet", "--", "."));

  it("finds no change in every environment of an unchanged project", () => {
    const { status, stdout } = routes("--diff", "HEAD");

    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: [
        "Routes since HEAD",
        "",
        "company / edge: no change",
        "company / intranet (slot 2 of the edge, intranet.example.com): no change",
        "company / orders (slot 1 of the edge, orders.example.com): no change",
        "company / reports (slot 3 of the edge, reports.example.com): no change",
        "example / notes: no change",
        "example / tasks: no change",
        "extended / app: no change",
        "minimal / app: no change",
        "small / app: no change",
        "",
        "Nothing becomes public that was not.",
        "",
      ].join("\n"),
    });
  });

  it("exits with 3 and names the path when a route was made public", () => {
    edit("hostName:", route);

    const { status, stdout } = routes("--diff", "HEAD", "--environment", "minimal");

    expect(status).toBe(3);
    expect(stdout).toContain(
      "  GET https://app.example.com/reports/\n    becomes public: needs no sign-in\n",
    );
    expect(stdout).toContain("    after:  routes[0] (/reports/*): public, service web\n");
    expect(stdout).toContain("1 change makes requests public that were not.");
  });

  it("exits with 3 when users pass who are in none of the groups required before", () => {
    edit(
      'identity: { domain: { prefix: "minimal-login" } }',
      'identity: { domain: { prefix: "minimal-login" }, groups: { admins: { precedence: 1 } } }',
    );
    edit(
      "hostName:",
      `routes: [
        {
          conditions: { paths: ["/admin", "/admin/*"] },
          access: { type: "login", groups: ["admins"] },
          target: { type: "service", service: "web" },
        },
      ],
      hostName:`,
    );
    commit("groups");
    edit(', groups: ["admins"]', "");

    const { status, stdout } = routes("--diff", "HEAD", "--environment", "minimal");

    expect(status).toBe(3);
    expect(stdout).toContain(
      "  GET https://app.example.com/admin\n    no longer needs a group: every signed-in user passes; before, groups: admins\n" +
        "    before: routes[0] (/admin | /admin/*): sign-in with openid (others get the sign-in page), groups: admins (enforced by the container), service web\n",
    );
    expect(stdout).toContain(
      "1 change lets users pass who are in none of the groups required before.",
    );
    git("reset", "--quiet", "--hard", "HEAD~1");
  });

  it("compares with a commit before the last one, as JSON", () => {
    edit("hostName:", route);
    commit("second");
    edit('access: { type: "public" }', 'access: { type: "login", scopes: ["openid", "email"] }');

    const since = (revision: string) => {
      const { status, stdout } = routes("--diff", revision, "--environment", "minimal", "--json");
      return { status, ...JSON.parse(stdout).applications[0] };
    };

    expect(since("HEAD")).toMatchObject({
      status: 0,
      environment: "minimal",
      application: "app",
      changes: [
        {
          becomesPublic: false,
          effects: ["is no longer public: needs a sign-in", "needs the scopes email openid"],
        },
      ],
    });
    expect(since("HEAD~1")).toMatchObject({
      status: 0,
      changes: [
        { effects: ["gains the scope email", expect.stringContaining("its session ends")] },
      ],
    });
  });

  it.each([
    ["no revision", [], /^There is nothing to compare with\. Add --diff/],
    ["a revision that does not exist", ["--diff", "nowhere"], /^"nowhere" is not a revision/],
    [
      "an environment that does not exist",
      ["--diff", "HEAD", "--environment", "minimum"],
      /^Environment "minimum" has no file/,
    ],
    ["an unknown option", ["--dif", "HEAD"], /^Unknown option '--dif'/],
  ])("rejects %s", (_name, args, message) => {
    const { status, stdout, stderr } = routes(...args);

    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("shows the issues of an environment that cannot be synthesized", () => {
    edit("app.example.com", "App.example.com");

    const { status, stderr } = routes("--diff", "HEAD", "--environment", "minimal");

    expect(status).toBe(1);
    expect(stderr).toContain("of these files cannot be synthesized");
    expect(stderr).toContain("must be lower case");
  });
});
