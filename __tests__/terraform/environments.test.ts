import { join } from "node:path";
import { ProjectCopy } from "../support/synth-command";
import { describeWithTerraform } from "./describe-with-tools";
import { orderedSteps } from "./steps";
import { stackFolder, writeOverride } from "./synthesize";
import { Terraform } from "./terraform";
import { terraformEnvironment } from "./terraform-environment";

/** Their names and those of their applications can be composed to the same string. */
const environments = { a: "b-c", "a-b": "c" } as const;

describeWithTerraform("two environments in one checkout with real Terraform", (tools) => {
  const step = orderedSteps();
  let project: ProjectCopy;

  beforeAll(() => {
    project = new ProjectCopy();
    for (const [name, application] of Object.entries(environments)) {
      project.writeEnvironment(
        name,
        `import { environment as minimal } from "./minimal";
export const environment = {
  ...minimal,
  applications: { "${application}": { ...minimal.applications.app } },
};`,
      );
    }
  });

  afterAll(() => project?.remove());

  function synthesize(environment: string): void {
    const outdir = join(project.root, "cdktf.out");
    const run = project.synth({ ENVIRONMENT: environment }, outdir);
    if (run.status !== 0) throw new Error(run.stderr);
  }

  function terraform(stack: string): Terraform {
    return new Terraform({
      terraform: tools().terraform,
      folder: stackFolder(project.root, stack),
      environment: terraformEnvironment({
        tools: tools(),
        folder: project.root,
        region: "eu-central-1",
      }),
    });
  }

  const rounds = [1, 2].flatMap((round) =>
    Object.entries(environments).map(([environment, application]) => ({
      round,
      environment,
      application,
    })),
  );
  for (const { round, environment, application } of rounds) {
    step(`${environment} initializes without a migration, round ${round}`, async () => {
      synthesize(environment);
      for (const component of ["shared-identity", application]) {
        const stack = `${environment}--${component}`;
        writeOverride(project.root, stack, tools().providerVersion);
        expect(await terraform(stack).init()).toContain("successfully initialized");
      }
    });
  }

  step("both environments are still initialized", async () => {
    for (const [environment, application] of Object.entries(environments)) {
      for (const component of ["shared-identity", application]) {
        const stack = terraform(`${environment}--${component}`);
        expect(await stack.validate()).toContain("The configuration is valid");
      }
    }
  });
});
