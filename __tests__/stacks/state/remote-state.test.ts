import { TerraformStack, Testing } from "cdktf";
import type { State } from "../../../config/schema/environment";
import { readRemoteState } from "../../../stacks/state/remote-state";
import { expose, exposed, parse, testApp } from "../../support/synth";

const condition = { condition: "can(self.outputs.x)", errorMessage: "x is missing." };

const synthReader = (state: State) => {
  const stack = new TerraformStack(testApp(), "tasks");
  const remoteState = readRemoteState(
    stack,
    {
      state,
      environmentName: "example",
      region: "eu-central-1",
      component: "shared-identity",
      localStateFolder: "../../../terraform-state",
      deployCommand: "npm run deploy -- --only shared-identity",
    },
    [condition],
  );
  expose(stack, { x: remoteState.getString("x") });
  return Testing.synth(stack);
};

const postcondition = [{ condition: "${can(self.outputs.x)}", error_message: "x is missing." }];

const dataSource = (json: string) => parse(json).data?.terraform_remote_state;

describe(readRemoteState, () => {
  it("reads the other stack's file, and names the stack to deploy while it is missing", () => {
    const path = "../../../terraform-state/example/shared-identity.tfstate";

    expect(dataSource(synthReader({ type: "local" }))).toEqual({
      deploy_shared_identity_first: {
        backend: "local",
        config: { path },
        lifecycle: {
          precondition: [
            {
              condition: `\${fileexists("\${path.module}/${path}")}`,
              error_message:
                "Stack example--shared-identity has no state yet, and this stack reads its outputs. Deploy example--shared-identity first: npm run deploy -- --only shared-identity, or cdktf deploy example--shared-identity",
            },
          ],
          postcondition,
        },
      },
    });
  });

  it("reads the other stack's object in the same bucket", () => {
    const kmsKeyArn = "arn:aws:kms:us-east-1:111122223333:key/0a1b";

    expect(
      dataSource(synthReader({ type: "s3", bucket: "states", keyPrefix: "p", kmsKeyArn })),
    ).toEqual({
      deploy_shared_identity_first: {
        backend: "s3",
        config: {
          bucket: "states",
          key: "p/example/shared-identity.tfstate",
          region: "eu-central-1",
          kms_key_id: kmsKeyArn,
        },
        lifecycle: { postcondition },
      },
    });
  });

  it("reads the other stack's object in the region of the bucket", () => {
    expect(
      dataSource(
        synthReader({ type: "s3", bucket: "states", keyPrefix: "p", region: "us-east-1" }),
      ),
    ).toMatchObject({ deploy_shared_identity_first: { config: { region: "us-east-1" } } });
  });

  it("reads the other stack's workspace of the same organization", () => {
    expect(
      dataSource(
        synthReader({
          type: "cloud",
          organization: "acme",
          hostname: "terraform.example.com",
          project: "web",
        }),
      ),
    ).toEqual({
      deploy_shared_identity_first: {
        backend: "remote",
        config: {
          organization: "acme",
          hostname: "terraform.example.com",
          workspaces: { name: "example--shared-identity" },
        },
        lifecycle: { postcondition },
      },
    });
  });

  it("exposes outputs as references to a data source that names the stack to deploy", () => {
    expect(exposed(synthReader({ type: "local" }))).toEqual({
      x: "${data.terraform_remote_state.deploy_shared_identity_first.outputs.x}",
    });
  });
});
