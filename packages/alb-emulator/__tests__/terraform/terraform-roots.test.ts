import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformRoots } from "../../src/sources/terraform-root/terraform-root.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alb-emulator-roots-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe(terraformRoots, () => {
  it("rejects a folder that does not exist", async () => {
    await expect(terraformRoots([join(folder, "none")]).read()).rejects.toThrow(
      /none is not a folder, so there is no Terraform code to serve/,
    );
  });

  it.each([
    ["is missing", undefined],
    ["is not JSON", "region = eu"],
    ["holds no object", "[]"],
  ])("rejects a file of outputs that %s", async (_name, text) => {
    const file = join(folder, "outputs.json");
    if (text !== undefined) writeFileSync(file, text);

    await expect(terraformRoots([folder], { remoteOutputFiles: [file] }).read()).rejects.toThrow(
      /outputs\.json is not a JSON object with outputs.*terraform output -json/,
    );
  });
});
