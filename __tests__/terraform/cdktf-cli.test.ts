import { spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describeWithCdktf } from "./describe-with-tools";
import { createHostedZone } from "./emulated-aws";
import { type Moto, startMoto } from "./moto";
import { copyProject } from "./project-copy";
import { SharedProvider } from "./shared-provider";
import { orderedSteps } from "./steps";
import { stackFolder, writeOverride } from "./synthesize";
import type { Outcome } from "./terraform";
import { terraformEnvironment } from "./terraform-environment";

const stacks = ["minimal--shared-identity", "minimal--app"];

describeWithCdktf("the cdktf CLI with the minimal environment", (tools) => {
  const step = orderedSteps();
  let moto: Moto;
  let project: string;
  let provider: SharedProvider | undefined;
  let terraform: string;

  const variables = () =>
    terraformEnvironment({
      tools: tools(),
      folder: project,
      region: "eu-central-1",
      endpoint: moto.url,
    });

  function cdktf(...command: string[]): Promise<Outcome> {
    const child = spawn(tools().cdktf, command, {
      cwd: project,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 240_000,
      env: {
        ...variables(),
        ENVIRONMENT: "minimal",
        TF_VAR_web_image: "none",
        TERRAFORM_BINARY_NAME: terraform,
        DISABLE_VERSION_CHECK: "1",
        CI: "1",
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
      });
    }
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) =>
        resolve({ exitCode: code ?? -1, output: stripVTControlCharacters(output) }),
      );
    });
  }

  async function succeed(...command: string[]): Promise<string> {
    const { exitCode, output } = await cdktf(...command);
    if (exitCode !== 0)
      throw new Error(`cdktf ${command.join(" ")} ended with ${exitCode}:\n${output}`);
    return output;
  }

  beforeAll(async () => {
    terraform = tools().terraform;
    moto = await startMoto({ python: tools().motoPython });
    await createHostedZone({ endpoint: moto.url, region: "eu-central-1" }, "example.com");
    project = copyProject(join(__dirname, "..", ".."));
  });

  afterAll(async () => {
    await provider?.close();
    await moto?.stop();
    if (project !== undefined) rmSync(project, { recursive: true, force: true });
  });

  step("synth writes both stacks and prints the route table", async () => {
    const output = await succeed("synth");

    expect(output).toContain(
      "Generated Terraform code for the stacks: minimal--app, minimal--shared-identity",
    );
    expect(output).toMatch(/default\s+│ defaultRoute │ everything else/);
    for (const stackName of stacks) {
      expect(existsSync(join(project, "cdktf.out", "stacks", stackName, "cdk.tf.json"))).toBe(true);
      writeOverride(project, stackName, tools().providerVersion);
    }
  });

  step("synth prints no errors", async () => {
    expect(await succeed("synth")).not.toContain("ERROR");
  });

  step("synth rejects --hcl with a message and no stack trace", async () => {
    const { exitCode, output } = await cdktf("synth", "--hcl", "--output", "hcl.out");

    expect(exitCode).not.toBe(0);
    expect(output).toContain("--hcl");
    expect(output).not.toMatch(/^\s+at .*main\.cjs/m);
  });

  step("diff of the application names the stack to deploy first", async () => {
    const { exitCode, output } = await cdktf("diff", "minimal--app", "--skip-provider-lock");

    expect(exitCode).not.toBe(0);
    expect(output).toContain("Deploy minimal--shared-identity first");

    // The later commands save most of their CPU time, which the start of the provider takes.
    provider = new SharedProvider(variables());
    terraform = join(project, "terraform-with-shared-provider");
    const folders = ["shared-identity", "app"].map((name) => stackFolder(project, name));
    await provider.writeProgram(terraform, tools().terraform, ...folders);
  });

  step("deploy applies the identity", async () => {
    const output = await succeed(
      ...["deploy", "minimal--shared-identity", "--auto-approve", "--skip-provider-lock"],
    );

    expect(output).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/);
    expect(existsSync(join(project, "terraform-state", "minimal", "shared-identity.tfstate"))).toBe(
      true,
    );
  });

  step("diff finds no changes", async () => {
    expect(await succeed("diff", "minimal--shared-identity", "--skip-provider-lock")).toContain(
      "No changes",
    );
  });

  step("diff of the application reads the identity's state", async () => {
    const output = await succeed("diff", "minimal--app", "--skip-provider-lock");

    expect(output).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
  });
});
