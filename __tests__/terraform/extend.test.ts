import { join } from "node:path";
import { ProjectCopy } from "../support/synth-command";
import { describeWithTerraform } from "./describe-with-tools";
import { SharedProvider } from "./shared-provider";
import { stackFolder, writeOverride } from "./synthesize";
import { Terraform } from "./terraform";
import { terraformEnvironment } from "./terraform-environment";

describeWithTerraform("environments/extended.ts with real Terraform", (tools) => {
  const project = new ProjectCopy();
  let provider: SharedProvider | undefined;
  afterAll(async () => {
    await provider?.close();
    project.remove();
  });

  it("is valid with what extend adds, and with provider settings", async () => {
    project.writeEnvironment(
      "accounts",
      `import { environment as extended } from "./extended";
export { extend } from "./extended";
export const environment = {
  ...extended,
  provider: {
    allowedAccountIds: ["111122223333"],
    assumeRole: { roleArn: "arn:aws:iam::111122223333:role/terraform", externalId: "team" },
  },
};`,
    );
    const run = project.synth({ ENVIRONMENT: "accounts" }, join(project.root, "cdktf.out"));
    expect(run).toMatchObject({ status: 0, stderr: "" });
    const environment = terraformEnvironment({
      tools: tools(),
      folder: project.root,
      region: "eu-central-1",
    });
    provider = new SharedProvider(environment);
    for (const stack of ["accounts--shared-identity", "accounts--app"]) {
      writeOverride(project.root, stack, tools().providerVersion);
      const terraform = new Terraform({
        terraform: tools().terraform,
        folder: stackFolder(project.root, stack),
        environment,
        provider,
      });
      await terraform.init("-backend=false");
      expect(await terraform.validate()).toContain("The configuration is valid");
    }
  });
});
