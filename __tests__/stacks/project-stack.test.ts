import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Testing } from "cdktf";
import type { EnvironmentInput } from "../../config/schema/environment";
import { ProjectStack } from "../../stacks/project-stack";
import { parse, testApp } from "../support/synth";
import { checked, testEnvironment } from "../support/synth-environment";

class TestStack extends ProjectStack {}

const synthEmpty = (input: Partial<EnvironmentInput> = {}) =>
  Testing.synth(new TestStack(testApp(), "bucket", checked(testEnvironment(input))), true);

describe(ProjectStack, () => {
  it("gives the provider the region and every tag of the environment", () => {
    const json = synthEmpty({ region: "us-east-1", tags: { Project: "p", "cost center": "42" } });

    expect(json).toHaveProviderWithProperties(AwsProvider, { region: "us-east-1" });
    expect(parse(json).provider).toEqual({
      aws: [
        { region: "us-east-1", default_tags: [{ tags: { Project: "p", "cost center": "42" } }] },
      ],
    });
  });

  it("leaves the tags out where there are none", () => {
    expect(parse(synthEmpty()).provider).toEqual({ aws: [{ region: "eu-central-1" }] });
  });

  it("pins the provider, and has a backend of its own from the start", () => {
    expect(parse(synthEmpty()).terraform).toEqual({
      backend: { local: { path: "../../../terraform-state/test/bucket.tfstate" } },
      required_providers: { aws: { source: "aws", version: "6.25.0" } },
    });
  });

  it("refuses a reference from one stack to another's resource, and says what to do", () => {
    const environment = checked(testEnvironment());
    const app = testApp();
    const one = new TestStack(app, "one", environment);
    const other = new TestStack(app, "other", environment);
    const { arn } = new S3Bucket(one, "bucket", {});
    new S3Bucket(other, "copy", { bucket: arn });

    expect(() => app.synth()).toThrow(
      "aws_s3_bucket.bucket.arn of stack one is used in another stack. Stacks share values only through the contract in state/identity-contract.ts",
    );
  });
});
