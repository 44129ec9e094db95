import { TerraformStack, Testing } from "cdktf";
import type { State } from "../../../config/schema/environment";
import { declareBackend } from "../../../stacks/state/backend";
import { parse, testApp } from "../../support/synth";

const synthBackend = (state: State) => {
  const stack = new TerraformStack(testApp(), "tasks");
  declareBackend(stack, {
    state,
    environmentName: "example",
    region: "eu-central-1",
    component: "tasks",
    localStateFolder: "../../../terraform-state",
  });
  return parse(Testing.synth(stack)).terraform;
};

describe(declareBackend, () => {
  it("keeps state in a file of the project, by a path relative to the stack's folder", () => {
    expect(synthBackend({ type: "local" })).toEqual({
      backend: { local: { path: "../../../terraform-state/example/tasks.tfstate" } },
    });
  });

  it("keeps state in a bucket in the environment's region, encrypted and locked", () => {
    expect(synthBackend({ type: "s3", bucket: "states", keyPrefix: "team/project" })).toEqual({
      backend: {
        s3: {
          bucket: "states",
          key: "team/project/example/tasks.tfstate",
          region: "eu-central-1",
          encrypt: true,
          use_lockfile: true,
        },
      },
    });
  });

  it("keeps state in a bucket in another region, encrypted with a customer managed key", () => {
    const kmsKeyArn = "arn:aws:kms:us-east-1:111122223333:key/0a1b";

    expect(
      synthBackend({
        type: "s3",
        bucket: "states",
        keyPrefix: "p",
        region: "us-east-1",
        kmsKeyArn,
      }),
    ).toEqual({
      backend: {
        s3: {
          bucket: "states",
          key: "p/example/tasks.tfstate",
          region: "us-east-1",
          encrypt: true,
          kms_key_id: kmsKeyArn,
          use_lockfile: true,
        },
      },
    });
  });

  it.each([
    { project: undefined, workspaces: { name: "example--tasks" } },
    { project: "Web apps", workspaces: { name: "example--tasks", project: "Web apps" } },
  ])("keeps state in a workspace of HCP Terraform, project $project", ({ project, workspaces }) => {
    expect(
      synthBackend({
        type: "cloud",
        organization: "acme",
        hostname: "app.terraform.io",
        ...(project === undefined ? {} : { project }),
      }),
    ).toEqual({
      cloud: { organization: "acme", hostname: "app.terraform.io", workspaces },
    });
  });
});
