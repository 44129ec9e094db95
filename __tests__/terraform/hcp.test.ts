import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { archiveConfiguration } from "../../scripts/hcp/archive-configuration";
import { hclLiteral } from "../../scripts/hcp/hcl-literal";
import { seedApplication, seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { checkedEnvironment, stackFolder, synthesize, writeOverride } from "./synthesize";
import { Terraform } from "./terraform";
import { terraformEnvironment } from "./terraform-environment";

describeWithTerraform("what npm run hcp sends, in real Terraform", (tools) => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hcp-upload-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("has an upload that is a complete configuration", async () => {
    const environment = checkedEnvironment(
      seedEnvironment({ state: { type: "cloud", organization: "acme" } }),
    );
    synthesize(environment, folder);
    writeOverride(folder, `seed--${seedApplication}`, tools().providerVersion);
    const archive = await archiveConfiguration(stackFolder(folder, seedApplication));
    const unpacked = join(folder, "unpacked");
    mkdirSync(unpacked);
    spawnSync("tar", ["-xzf", "-", "-C", unpacked], { input: archive });

    const terraform = new Terraform({
      terraform: tools().terraform,
      folder: unpacked,
      environment: terraformEnvironment({ tools: tools(), folder, region: environment.region }),
    });
    await terraform.init("-backend=false");

    expect(await terraform.validate()).toContain("Success! The configuration is valid.");
  });

  it("has variables that Terraform reads as the texts that were meant", () => {
    const characters = fc.oneof(
      fc.constantFrom("$", "%", "{", "}", "\\", '"', "\n", "\r", "\t", "\0", "\u0085", "~"),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    );
    const texts = fc.sample(
      fc.array(characters, { maxLength: 12 }).map((each) => each.join("")),
      500,
    );
    const expression = `jsonencode([${texts.map(hclLiteral).join(",")}])`;
    const { stdout, stderr } = spawnSync(tools().terraform, [`-chdir=${folder}`, "console"], {
      input: `${expression}\n`,
      encoding: "utf8",
      env: terraformEnvironment({ tools: tools(), folder, region: "eu-central-1" }),
    });

    expect(stderr).toBe("");
    // Terraform's strings are in Unicode's normal form C.
    expect(JSON.parse(JSON.parse(stdout))).toEqual(texts.map((text) => text.normalize("NFC")));
  });
});
