import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { summary } from "../../synthesis/summary";
import { testApp } from "../support/synth";

describe(summary, () => {
  it("counts resources only: neither data sources, variables nor outputs", () => {
    const stack = new TerraformStack(testApp(), "tasks");
    new S3Bucket(stack, "one", {});
    new S3Bucket(stack, "other", {});
    new DataAwsCallerIdentity(stack, "account");
    new TerraformVariable(stack, "variable", {});
    new TerraformOutput(stack, "output", { value: "x" });

    expect(summary("example", "cdktf.out", [{ stack }])).toBe(
      "Environment example\n\ntasks: 2 resources in cdktf.out/stacks/tasks/cdk.tf.json",
    );
  });
});
