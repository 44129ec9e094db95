import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, resourceCounts } from "../support/synth";
import { filesOf, ProjectCopy, type SynthRun } from "../support/synth-command";

const project = new ProjectCopy();
afterAll(() => project.remove());

const read = ({ outdir }: SynthRun, stack: string) =>
  readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");

const stackTrace = /^\s+at .+:\d+:\d+\)?$/m;

describe("npm run synth", () => {
  it("writes the environment that the option names, and prints what it wrote", () => {
    const run = project.synth({ ENVIRONMENT: "minimal" }, undefined, ["--environment", "example"]);

    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(readdirSync(join(run.outdir, "stacks")).sort()).toEqual([
      "example--notes",
      "example--shared-identity",
      "example--tasks",
    ]);
    expect(run.stdout).toMatch(
      /^Environment example\n\nexample--shared-identity: \d+ resources in /,
    );
    expect(run.stdout).toMatch(/│ \d+ +│ signOut +│ \/logout \| \/signed-out /);
  });

  it("writes one file for each stack, the same bytes in every run", () => {
    const first = project.synth({ ENVIRONMENT: "example" });
    const second = project.synth({ ENVIRONMENT: "example" });

    expect(Object.keys(filesOf(first.outdir)).sort()).toEqual([
      "manifest.json",
      "stacks/example--notes/cdk.tf.json",
      "stacks/example--shared-identity/cdk.tf.json",
      "stacks/example--tasks/cdk.tf.json",
    ]);
    expect(filesOf(second.outdir)).toEqual(filesOf(first.outdir));
    expect(second.stdout.replaceAll(second.outdir, "")).toBe(
      first.stdout.replaceAll(first.outdir, ""),
    );
  });

  it("prints every stack with its number of resources, and a route table for each application", () => {
    const run = project.synth({ ENVIRONMENT: "example" });
    const count = (stack: string) =>
      Object.values(resourceCounts(read(run, stack))).reduce((sum, each) => sum + each, 0);

    expect(run.stdout.split("\n").filter((line) => / resources in /.test(line))).toEqual(
      ["example--shared-identity", "example--tasks", "example--notes"].map(
        (stack) =>
          `${stack}: ${count(stack)} resources in ${run.outdir}/stacks/${stack}/cdk.tf.json`,
      ),
    );
    expect(run.stdout.match(/│ priority │ route /g)).toHaveLength(2);
    expect(run.stdout.match(/│ default {2}│ defaultRoute │ everything else /g)).toHaveLength(2);
  });

  it("makes applications depend on the shared identity", () => {
    const { outdir } = project.synth({ ENVIRONMENT: "example" });
    const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));

    expect(stacks["example--shared-identity"].dependencies).toEqual([]);
    expect(stacks["example--tasks"].dependencies).toEqual(["example--shared-identity"]);
    expect(stacks["example--notes"].dependencies).toEqual(["example--shared-identity"]);
  });

  it("creates every missing folder of the output path", () => {
    const outdir = join(project.root, "out", "not", "there", "yet");

    expect(project.synth({ ENVIRONMENT: "minimal" }, outdir).status).toBe(0);
    expect(readdirSync(join(outdir, "stacks")).sort()).toEqual([
      "minimal--app",
      "minimal--shared-identity",
    ]);
  });

  it.each([
    ["local", '{ type: "local" }', "local"],
    ["s3", '{ type: "s3", bucket: "states" }', "s3"],
    ["cloud", '{ type: "cloud", organization: "acme" }', "cloud"],
  ])("needs nothing but Node with state %s", (name, state, block) => {
    project.writeEnvironment(
      name,
      `import { environment as minimal } from "./minimal";
export const environment = { ...minimal, state: ${state} };`,
    );

    const run = project.synth({ ENVIRONMENT: name });

    expect(run).toMatchObject({ status: 0, stderr: "" });
    for (const stack of [`${name}--shared-identity`, `${name}--app`]) {
      const { backend, cloud } = parse(read(run, stack)).terraform;
      expect([...Object.keys(backend ?? {}), ...(cloud === undefined ? [] : ["cloud"])]).toEqual([
        block,
      ]);
    }
  });

  it("prints warnings with file and line on stderr, and writes the stacks all the same", () => {
    project.writeEnvironment(
      "crowded",
      `import { environment as minimal } from "./minimal";
const app = minimal.applications.app;
export const environment = {
  ...minimal,
  applications: Object.fromEntries([1, 2, 3, 4, 5].map((index) => [
    "app" + index,
    { ...app, hostName: "app" + index + ".example.com", network: { type: "new", cidr: "10." + index + ".0.0/16" } },
  ])),
};`,
    );

    const run = project.synth({ ENVIRONMENT: "crowded" });

    expect(run).toMatchObject({ status: 0 });
    expect(readdirSync(join(run.outdir, "stacks"))).toHaveLength(6);
    expect(run.stderr).toMatch(/^environments\/crowded\.ts: 2 warnings\.\n/);
    expect(run.stderr).toContain("At:    environments/crowded.ts:5");
    expect(run.stderr).toContain("Warning: makes 6 VPCs");
  });

  it("neither removes nor rewrites a stack of another environment", () => {
    const { outdir } = project.synth({ ENVIRONMENT: "minimal" });
    const minimal = filesOf(join(outdir, "stacks"));

    expect(project.synth({ ENVIRONMENT: "example" }, outdir).status).toBe(0);
    expect(filesOf(join(outdir, "stacks"))).toMatchObject(minimal);
    expect(Object.keys(filesOf(join(outdir, "stacks")))).toHaveLength(5);
  });

  it("lists the stacks of the last synthesis in the manifest, for cdktf", () => {
    const { outdir } = project.synth({ ENVIRONMENT: "example" });
    project.synth({ ENVIRONMENT: "minimal" }, outdir);

    const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
    expect(Object.keys(stacks)).toEqual(["minimal--app", "minimal--shared-identity"]);
  });

  it("warns about an application that is gone from the file while its folder is in use", () => {
    const write = (applications: string) =>
      project.writeEnvironment(
        "shrinking",
        `import { environment as minimal } from "./minimal";
const { app } = minimal.applications;
const other = { ...app, hostName: "other.example.com", network: { type: "new", cidr: "10.1.0.0/16" } };
export const environment = { ...minimal, applications: ${applications} };`,
      );
    write("{ app, other }");
    const { outdir } = project.synth({ ENVIRONMENT: "shrinking" });
    mkdirSync(join(outdir, "stacks", "shrinking--other", ".terraform"));
    write("{ app }");

    const run = project.synth({ ENVIRONMENT: "shrinking" }, outdir);

    expect(run.status).toBe(0);
    expect(run.stderr).toMatch(/^Warning: stack shrinking--other is no longer in the environment/);
    expect(readdirSync(join(outdir, "stacks"))).toContain("shrinking--other");
  });

  it("writes nothing where the cdktf CLI would then remove another environment's folder", () => {
    const { outdir } = project.synth({ ENVIRONMENT: "minimal" });
    mkdirSync(join(outdir, "stacks", "minimal--app", ".terraform"));
    const before = filesOf(outdir);

    const run = project.synth(
      { ENVIRONMENT: "example", CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" },
      outdir,
    );

    expect(run).toMatchObject({ status: 1, stdout: "" });
    expect(run.stderr).toContain("minimal--app");
    expect(run.stderr).toContain("--output cdktf.out/example");
    expect(run.stderr).not.toMatch(stackTrace);
    expect(filesOf(outdir)).toEqual(before);
  });

  it("rejects HCL before anything is written", () => {
    const run = project.synth({ SYNTH_HCL_OUTPUT: "true" });

    expect(run).toMatchObject({ status: 1, stdout: "", wroteNothing: true });
    expect(run.stderr).toMatch(/^HCL output \(cdktf synth --hcl\) is not supported: /);
    expect(run.stderr).not.toMatch(stackTrace);
  });

  it("rejects an environment that does not exist, and lists the existing ones", () => {
    const run = project.synth({ ENVIRONMENT: "prodution" });

    expect(run).toMatchObject({ status: 1, stdout: "", wroteNothing: true });
    expect(run.stderr).toMatch(/^Environment "prodution" has no file in environments\//);
    expect(run.stderr).toMatch(/Choose one of: .*example, .*minimal/);
    expect(run.stderr).not.toMatch(stackTrace);
  });

  it("prints all ten issues of an environment, each with path, value, line, message and fix", () => {
    project.writeEnvironment(
      "invalid",
      `export const environment = {
  region: "frankfurt",
  identity: { domain: { prefix: "my-aws-login" }, mfa: "sometimes" },
  applications: {
    app: {
      hostName: "App.example.com",
      hostedZone: { id: "zone", name: "example.com" },
      services: { web: { port: 0, cpuUnits: 300, image: "app:latest" } },
      routes: [
        { conditions: { methods: ["get"] }, access: { type: "public" }, target: { type: "service", service: 5 } },
      ],
    },
  },
};`,
    );

    const run = project.synth({ ENVIRONMENT: "invalid" });

    expect(run).toMatchObject({ status: 1, stdout: "", wroteNothing: true });
    expect(run.stderr).toMatch(/^environments\/invalid\.ts: 10 issues\. Nothing was written\.\n/);
    const entries = run.stderr.trimEnd().split("\n\n").slice(1);
    expect(entries).toHaveLength(10);
    for (const entry of entries) {
      expect(entry).toMatch(
        /^ *\d+\. [\w.[\]"]+ = .+\n +At: {4}environments\/invalid\.ts:\d+\n +Issue: .+\n +Fix: {3}.+$/,
      );
    }
    for (const path of [
      "region",
      "identity.domain.prefix",
      "identity.mfa",
      "applications.app.hostName",
      "applications.app.hostedZone.id",
      "applications.app.services.web.port",
      "applications.app.services.web.cpuUnits",
      "applications.app.services.web.image",
      "applications.app.routes[0].conditions.methods[0]",
      "applications.app.routes[0].target.service",
    ]) {
      expect(run.stderr).toContain(`. ${path} = `);
    }
    expect(run.stderr).not.toMatch(stackTrace);
  });

  it("rejects an environment file that exports nothing", () => {
    project.writeEnvironment("empty", "export const other = 1;");

    const run = project.synth({ ENVIRONMENT: "empty" });

    expect(run).toMatchObject({ status: 1, stdout: "", wroteNothing: true });
    expect(run.stderr).toMatch(/^environments\/empty\.ts does not export "environment"/);
  });

  it("keeps what an earlier synthesis wrote when the next one is rejected", () => {
    const { outdir } = project.synth({ ENVIRONMENT: "minimal" });
    const before = filesOf(outdir);

    expect(project.synth({ ENVIRONMENT: "invalid" }, outdir).status).toBe(1);
    expect(filesOf(outdir)).toEqual(before);
  });

  describe("with a bug in the sources", () => {
    const file = join("constructs", "network", "new-network.ts");
    const path = () => join(project.root, file);
    const original = readFileSync(path(), "utf8");
    afterEach(() => writeFileSync(path(), original));

    it("prints the stack trace with files and lines of the sources", () => {
      const lines = original.split("\n");
      const line = lines.findIndex((each) => each.includes("new Vpc(")) + 1;
      lines.splice(line - 1, 0, '    if (Date.now() > 0) throw new Error("a bug of ours");');
      writeFileSync(path(), lines.join("\n"));

      const run = project.synth({ ENVIRONMENT: "minimal" });

      expect(run).toMatchObject({ status: 1, stdout: "" });
      expect(run.stderr).toContain("Error: a bug of ours");
      expect(run.stderr.replaceAll("\\", "/")).toMatch(
        new RegExp(`at .*constructs/network/new-network\\.ts:${line}:\\d+`),
      );
      expect(run.stderr).toMatch(/stacks\/application-stack\.ts:\d+:\d+/);
    });

    it("prints a syntax error with file and line, and writes nothing", () => {
      writeFileSync(path(), `${original}\nexport class {`);

      const run = project.synth({ ENVIRONMENT: "minimal" });

      expect(run).toMatchObject({ status: 1, stdout: "", wroteNothing: true });
      expect(run.stderr).toMatch(/new-network\.ts:\d+:\d+/);
    });
  });
});
