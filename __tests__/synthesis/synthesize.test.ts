import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment as example } from "../../environments/example";
import { environment as minimal } from "../../environments/minimal";
import { synthesize } from "../../synthesis/synthesize";
import { parse, resourceCounts } from "../support/synth";
import { checked } from "../support/synth-environment";

const folder = mkdtempSync(join(tmpdir(), "synthesize-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Synthesizes into a folder of this file's own. */
function synthesizeTo(name: string, input: Parameters<typeof checked>[0]) {
  const outdir = join(folder, name);
  const before = process.env.CDKTF_OUTDIR;
  process.env.CDKTF_OUTDIR = outdir;
  try {
    return { outdir, printed: synthesize(checked(input)) };
  } finally {
    if (before === undefined) delete process.env.CDKTF_OUTDIR;
    else process.env.CDKTF_OUTDIR = before;
  }
}

const read = (outdir: string, stack: string) =>
  readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");

const count = (json: string) =>
  Object.values(resourceCounts(json)).reduce((sum, each) => sum + each, 0);

describe(synthesize, () => {
  const { outdir, printed } = synthesizeTo("example", example);

  it("writes one folder for each stack, and nothing else into it", () => {
    expect(readdirSync(join(outdir, "stacks")).sort()).toEqual([
      "notes",
      "shared-identity",
      "tasks",
    ]);
    for (const stack of readdirSync(join(outdir, "stacks"))) {
      expect(readdirSync(join(outdir, "stacks", stack))).toEqual(["cdk.tf.json"]);
    }
  });

  it("tells cdktf that applications are deployed after the identity", () => {
    const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));

    expect(manifest.stacks["shared-identity"].dependencies).toEqual([]);
    expect(manifest.stacks.tasks.dependencies).toEqual(["shared-identity"]);
    expect(manifest.stacks.notes.dependencies).toEqual(["shared-identity"]);
  });

  it("prints every stack with the number of resources that are in its file", () => {
    const lines = printed.split("\n").filter((line) => / resources in /.test(line));

    expect(printed.startsWith("Environment example\n")).toBe(true);
    expect(lines).toEqual(
      ["shared-identity", "tasks", "notes"].map(
        (stack) =>
          `${stack}: ${count(read(outdir, stack))} resources in ${outdir}/stacks/${stack}/cdk.tf.json`,
      ),
    );
  });

  it("prints a route table for each application and none for the identity", () => {
    expect(printed.match(/│ priority │ conditions /g)).toHaveLength(2);
    expect(printed.match(/│ default {2}│ everything else /g)).toHaveLength(2);
  });

  it("writes the same bytes again, wherever to", () => {
    const again = synthesizeTo("again", example);

    for (const stack of readdirSync(join(outdir, "stacks"))) {
      expect(read(again.outdir, stack)).toBe(read(outdir, stack));
    }
    expect(readFileSync(join(again.outdir, "manifest.json"), "utf8")).toBe(
      readFileSync(join(outdir, "manifest.json"), "utf8"),
    );
  });

  it("makes every folder on the way to where it is told to write", () => {
    const { outdir: deep } = synthesizeTo(join("not", "there", "yet"), minimal);

    expect(readdirSync(join(deep, "stacks")).sort()).toEqual(["app", "shared-identity"]);
  });

  it("leaves no stack of another environment behind", () => {
    const { outdir: shared } = synthesizeTo("shared", example);
    synthesizeTo("shared", { name: "minimal", ...minimal });

    expect(readdirSync(join(shared, "stacks")).sort()).toEqual(["app", "shared-identity"]);
    expect(existsSync(join(shared, "stacks", "tasks"))).toBe(false);
    expect(Object.keys(parse(read(shared, "app")).resource ?? {}).length).toBeGreaterThan(30);
  });
});
