import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReaderError, terraformRoots } from "alb-emulator";
import { describeWithTerraform } from "./describe-with-tools";
import { terraformEnvironment } from "./terraform-environment";

const roots = join(
  __dirname,
  "..",
  "..",
  "packages",
  "alb-emulator",
  "__tests__",
  "fixtures",
  "roots",
);

describeWithTerraform("alb-emulator --terraform", (tools) => {
  let folder: string;
  const before = { ...process.env };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "emulator-source-"));
    cpSync(roots, join(folder, "roots"), { recursive: true });
    const environment = terraformEnvironment({ tools: tools(), folder, region: "eu-west-1" });
    // As somebody's shell has it, but for the credentials.
    process.env.TF_CLI_CONFIG_FILE = environment.TF_CLI_CONFIG_FILE;
    process.env.TERRAFORM_BIN = tools().terraform;
  });

  afterAll(() => {
    process.env = before;
    rmSync(folder, { recursive: true, force: true });
  });

  const root = (name: string) => join(folder, "roots", name);

  it("reports what Terraform says of code that it cannot evaluate", async () => {
    const read = terraformRoots([join(root("layered"), "app")]).read();

    await expect(read).rejects.toThrow(ReaderError);
    await expect(read).rejects.toThrow(
      /cannot compute the values of .*layered\/app.*--var-file.*No value for required variable/s,
    );
  }, 300_000);
});
