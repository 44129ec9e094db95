import {
  CloudBackend,
  NamedCloudWorkspace,
  TerraformBackend,
  TerraformStack,
  Testing,
} from "cdktf";
import { CloudBlock } from "../../../stacks/state/cloud-block";
import { parse, testApp } from "../../support/synth";

const props = {
  organization: "acme",
  hostname: "app.terraform.io",
  project: "web",
  workspaceName: "example-tasks",
};

describe(CloudBlock, () => {
  it("emits the same block as cdktf's CloudBackend", () => {
    const ours = new TerraformStack(testApp(), "ours");
    const theirs = new TerraformStack(testApp(), "theirs");
    new CloudBlock(ours, props);
    new CloudBackend(theirs, {
      organization: "acme",
      hostname: "app.terraform.io",
      workspaces: new NamedCloudWorkspace("example-tasks", "web"),
    });

    expect(parse(Testing.synth(ours))).toEqual(parse(Testing.synth(theirs)));
    expect(ours.toTerraform()["//"].metadata.backend).toBe("cloud");
  });

  it("is the stack's backend, so that cdktf adds no other", () => {
    const stack = new TerraformStack(testApp(), "stack");
    const block = new CloudBlock(stack, props);

    stack.prepareStack();

    expect(stack.node.children.filter(TerraformBackend.isBackend)).toEqual([block]);
    expect(parse(Testing.synth(stack)).terraform).toEqual({
      cloud: {
        organization: "acme",
        hostname: "app.terraform.io",
        workspaces: { name: "example-tasks", project: "web" },
      },
    });
  });

  it("fails when a remote state is requested, and names readRemoteState", () => {
    const block = new CloudBlock(new TerraformStack(testApp(), "stack"), props);

    expect(() => block.getRemoteStateDataSource()).toThrow("Use readRemoteState");
  });
});
