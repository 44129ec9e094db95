import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformStack } from "cdktf";
import { removeStaleStacks } from "../../synthesis/remove-stale-stacks";
import { testApp } from "../support/synth";

describe(removeStaleStacks, () => {
  const outdir = mkdtempSync(join(tmpdir(), "stale-"));
  afterAll(() => rmSync(outdir, { recursive: true }));

  it("removes the folders of stacks that the app does not have, and nothing else", () => {
    for (const stack of ["shared-identity", "old", "tasks"]) {
      mkdirSync(join(outdir, "stacks", stack, ".terraform", "providers"), { recursive: true });
      writeFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "{}");
    }
    writeFileSync(join(outdir, "manifest.json"), "{}");
    const app = testApp();

    removeStaleStacks(outdir, [
      { stack: new TerraformStack(app, "shared-identity") },
      { stack: new TerraformStack(app, "tasks") },
    ]);

    expect(readdirSync(join(outdir, "stacks")).sort()).toEqual(["shared-identity", "tasks"]);
    expect(readdirSync(join(outdir, "stacks", "tasks")).sort()).toEqual([
      ".terraform",
      "cdk.tf.json",
    ]);
    expect(readdirSync(outdir).sort()).toEqual(["manifest.json", "stacks"]);
  });
});
