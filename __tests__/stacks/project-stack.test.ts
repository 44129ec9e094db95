import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Testing } from "cdktf";
import type { EnvironmentInput } from "../../config/schema/environment";
import { ProjectStack } from "../../stacks/project-stack";
import { terraformLiterals } from "../../stacks/terraform-literals";
import { parse, testApp } from "../support/synth";
import { checked, testEnvironment } from "../support/synth-environment";

class TestStack extends ProjectStack {
  deployCommandOf(component: string): string {
    return this.addressOf(component).deployCommand;
  }
}

const file = terraformLiterals("test-file");

const literals = (input: Partial<EnvironmentInput> = {}) =>
  terraformLiterals(checked(testEnvironment(input)));

const synthEmpty = (input: Partial<EnvironmentInput> = {}) =>
  Testing.synth(new TestStack(testApp(), "bucket", literals(input), file), true);

describe(ProjectStack, () => {
  it("configures the provider with the environment's region and tags", () => {
    const json = synthEmpty({ region: "us-east-1", tags: { Project: "p", "cost center": "42" } });

    expect(json).toHaveProviderWithProperties(AwsProvider, { region: "us-east-1" });
    expect(parse(json).provider).toEqual({
      aws: [
        { region: "us-east-1", default_tags: [{ tags: { Project: "p", "cost center": "42" } }] },
      ],
    });
  });

  it("configures the account and the role that Terraform works in", () => {
    const roleArn = "arn:aws:iam::111122223333:role/terraform";
    const providerOf = (provider: EnvironmentInput["provider"]) =>
      parse(synthEmpty(provider === undefined ? {} : { provider })).provider?.aws;

    expect(
      providerOf({
        allowedAccountIds: ["111122223333", "444455556666"],
        assumeRole: { roleArn, externalId: "team", sessionName: "ci" },
      }),
    ).toEqual([
      {
        region: "eu-central-1",
        allowed_account_ids: ["111122223333", "444455556666"],
        assume_role: [{ role_arn: roleArn, external_id: "team", session_name: "ci" }],
      },
    ]);
    expect(providerOf({ assumeRole: { roleArn } })).toEqual([
      { region: "eu-central-1", assume_role: [{ role_arn: roleArn }] },
    ]);
  });

  it("configures no tags by default", () => {
    expect(parse(synthEmpty()).provider).toEqual({ aws: [{ region: "eu-central-1" }] });
  });

  it("pins the provider by its full source, and declares its backend and Terraform version", () => {
    expect(parse(synthEmpty()).terraform).toEqual({
      backend: { local: { path: "../../../terraform-state/test/bucket.tfstate" } },
      required_providers: { aws: { source: "hashicorp/aws", version: "6.25.0" } },
      required_version: ">= 1.4",
    });
  });

  it("does not compile with an environment whose strings are not escaped", () => {
    // @ts-expect-error: only terraformLiterals makes what a stack accepts
    const stack = new TestStack(testApp(), "bucket", checked(testEnvironment()), file);

    expect(stack.node.id).toBe("test--bucket");
  });

  it.each<[string, EnvironmentInput["state"], string]>([
    ["local", { type: "local" }, "npm run deploy -- --environment test-file --only edge"],
    [
      "cloud",
      { type: "cloud", organization: "acme" },
      "npm run hcp -- run edge --apply --environment test-file",
    ],
  ])("knows how to deploy another stack with %s state", (_, state, command) => {
    const stack = new TestStack(testApp(), "bucket", literals({ state }), file);

    expect(stack.deployCommandOf("edge")).toBe(command);
  });

  it("gets no constructs from cdktf during synthesis", () => {
    const app = testApp();
    const stack = new TestStack(app, "bucket", literals(), file);
    const before = stack.node.findAll().length;

    app.synth();

    expect(stack.node.findAll()).toHaveLength(before);
  });
});
