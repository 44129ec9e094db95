import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesOf, ProjectCopy } from "../support/synth-command";

const environments = readdirSync(join(__dirname, "..", "..", "environments"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length));

const project = new ProjectCopy();
afterAll(() => project.remove());

describe("npx tsx main.ts", () => {
  it.each(environments)("writes and prints for %s what npm run synth does", (environment) => {
    const tsx = project.tsxMain({ ENVIRONMENT: environment });
    const synth = project.synth({ ENVIRONMENT: environment });

    // Warnings of the environment, if it has any.
    expect([tsx.status, tsx.stderr]).toEqual([0, synth.stderr]);
    expect(tsx.stderr).not.toMatch(/^\s+at /m);
    expect(Object.keys(filesOf(tsx.outdir)).length).toBeGreaterThan(2);
    expect(filesOf(tsx.outdir)).toEqual(filesOf(synth.outdir));
    expect(tsx.stdout.replaceAll(tsx.outdir, "")).toBe(synth.stdout.replaceAll(synth.outdir, ""));
  });

  it("prints an error of the user without a stack trace", () => {
    const run = project.tsxMain({ ENVIRONMENT: "prodution" });

    expect(run).toMatchObject({ status: 1, stdout: "", wroteNothing: true });
    expect(run.stderr).toBe(project.synth({ ENVIRONMENT: "prodution" }).stderr);
    expect(run.stderr).not.toMatch(/^\s+at /m);
  });

  it("prints a bug with a stack trace in the sources", () => {
    const file = join(project.root, "synthesis", "create-stacks.ts");
    const original = readFileSync(file, "utf8");
    writeFileSync(
      file,
      original.replace("): CreatedStack[] {", '$&\n  if (app) throw new Error("a bug of ours");'),
    );

    const run = project.tsxMain({ ENVIRONMENT: "minimal" });

    expect(run).toMatchObject({ status: 1, stdout: "" });
    expect(run.stderr).toContain("Error: a bug of ours");
    expect(run.stderr).toMatch(/at createStacks \(.*create-stacks\.ts:\d+:\d+\)/);
    expect(run.stderr).toMatch(/at main \(.*main\.ts:\d+:\d+\)/);
  });
});
