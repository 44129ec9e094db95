import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeRequiring } from "../support/describe-requiring";
import { findCdktf } from "../terraform/tools";

const root = join(__dirname, "..", "..");
const found = findCdktf(process.env);
const missing = found.ok ? undefined : found.missing.join("; and ");
const minutes = 60_000;

interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** Variables of this run that must not reach the project made from the template. */
const ownVariables =
  /^(REQUIRE_.*|CDKTF_BIN|AWS_PROVIDER_MIRROR|NODE_ENV|JEST_WORKER_ID|PROPERTY_RUNS)$/;

/** Runs a program to its end; its output is standard output and error together. */
function run(command: string, args: readonly string[], cwd: string): Promise<Outcome> {
  const inherited = Object.entries(process.env).filter(([name]) => !ownVariables.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    CI: "1",
    CHECKPOINT_DISABLE: "1",
    DISABLE_VERSION_CHECK: "1",
    npm_config_prefer_offline: "true",
    // The properties run in full in this repository's own tests.
    PROPERTY_RUNS: "500",
  };
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, output }));
  });
}

function serve(file: string): Promise<Server> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/zip");
    response.end(readFileSync(file));
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

describeRequiring("cdktf init --template", missing, "REQUIRE_CDKTF", () => {
  const work = mkdtempSync(join(tmpdir(), "template-"));
  const project = join(work, "My Project");
  let server: Server;
  let init: Outcome;

  beforeAll(async () => {
    if (!found.ok) throw new Error(`This needs ${missing}`);
    const zip = join(work, "template.zip");
    // What is committed, with the changes of the working tree.
    const { output: stash } = await run("git", ["stash", "create"], root);
    const tree = stash.trim().split("\n").at(-1) || "HEAD";
    const archived = await run(
      "git",
      ["archive", "--format=zip", "--prefix=template/", `--output=${zip}`, tree],
      root,
    );
    if (archived.status !== 0) throw new Error(archived.output);
    server = await serve(zip);
    const { port } = server.address() as AddressInfo;
    mkdirSync(project);
    init = await run(
      found.tools,
      [
        "init",
        `--template=http://127.0.0.1:${port}/template.zip`,
        "--local",
        "--project-name=my-project",
        "--project-description=Made from the template",
        "--enable-crash-reporting=false",
      ],
      project,
    );
  }, 5 * minutes);

  afterAll(() => {
    server?.close();
    rmSync(work, { recursive: true, force: true });
  });

  const json = (file: string) => JSON.parse(readFileSync(join(project, file), "utf8"));

  it("installs and prints the cheat sheet", () => {
    expect(init.output).toContain("Your project is ready");
    expect(init.status).toBe(0);
  });

  it("gives the project its own name, description and id", () => {
    expect(json("package.json")).toMatchObject({
      name: "my-project",
      description: "Made from the template",
    });
    expect(json("package-lock.json").packages[""].name).toBe("my-project");
    const { projectId } = JSON.parse(readFileSync(join(root, "cdktf.json"), "utf8"));
    expect(json("cdktf.json").projectId).not.toBe(projectId);
  });

  it("keeps the packages, and leaves out the template's own tests", () => {
    expect(json("node_modules/alb-auth/package.json").name).toBe("alb-auth");
    expect(json("node_modules/alb-emulator/package.json").name).toBe("alb-emulator");
    expect(existsSync(join(project, "__tests__", "synthesis"))).toBe(true);
    expect(existsSync(join(project, "__tests__", "template"))).toBe(false);
    // Expressions of GitHub look like the placeholders of the template.
    const workflow = join(".github", "workflows", "deploy.yml");
    expect(readFileSync(join(project, workflow), "utf8")).toBe(
      readFileSync(join(root, workflow), "utf8"),
    );
  });

  it("keeps the gate executable", () => {
    expect(statSync(join(project, ".ci", "run")).mode & 0o111).not.toBe(0);
  });

  it("synthesizes", async () => {
    const { status, output } = await run(
      "npm",
      ["run", "synth", "--", "--environment", "example"],
      project,
    );
    expect(output).toContain("cdktf.out/stacks/example--shared-identity/cdk.tf.json");
    expect(status).toBe(0);
  });

  // Types and lint of everything, the tests that look at files, and one suite of each thing that the project
  // is for. The others would run the same files as here once more.
  it(
    "passes its own tests",
    async () => {
      const own = [
        ...["architecture", "docs", "links", "start/npm-start"].map((name) => `__tests__/${name}`),
        ...["app", "docs", "readme"].map((name) => `container/__tests__/${name}`),
      ];
      const { status, output } = await run("npm", ["test", "--", ...own], project);
      if (status !== 0) writeFileSync(join(root, "reports", "template-test.log"), output);
      expect(output).toContain("All of types, lint and tests passed.");
      expect(status).toBe(0);
    },
    25 * minutes,
  );
});
