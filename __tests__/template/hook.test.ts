import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const hook = join(__dirname, "..", "..", ".hooks.sscaff.js");
const isTemplate = existsSync(hook);

if (!isTemplate) {
  process.stderr.write(
    "\n!!! SKIPPED, no hook for cdktf init was tried: this project was made from the template, and is none itself\n\n",
  );
}

(isTemplate ? describe : describe.skip)("the hook for cdktf init", () => {
  it("loads without any package", () => {
    const script = `const { post } = require(${JSON.stringify(hook)}); process.exit(typeof post === "function" ? 0 : 1);`;
    const { status, stderr } = spawnSync(process.execPath, ["-e", script], {
      cwd: tmpdir(),
      encoding: "utf8",
      env: { NODE_PATH: "" },
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
