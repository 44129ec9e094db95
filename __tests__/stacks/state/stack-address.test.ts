import {
  localStatePath,
  type StackAddress,
  s3StateKey,
  stackAddress,
  stackName,
} from "../../../stacks/state/stack-address";
import { checked, testEnvironment } from "../../support/synth-environment";

const address = (environmentName: string, component: string): StackAddress => ({
  state: { type: "local" },
  region: "eu-central-1",
  environmentName,
  component,
  localStateFolder: "../../../terraform-state",
});

describe(stackAddress, () => {
  it("contains backend, region and names", () => {
    const environment = checked(
      testEnvironment({ region: "us-east-1", state: { type: "s3", bucket: "states" } }),
    );

    expect(stackAddress(environment, "app")).toEqual({
      state: { type: "s3", bucket: "states", keyPrefix: "alb-cognito" },
      region: "us-east-1",
      environmentName: "test",
      component: "app",
      localStateFolder: "../../../terraform-state",
    });
  });

  it.each([
    ["file", localStatePath],
    ["object key", (each: StackAddress) => s3StateKey("prefix", each)],
    ["folder and workspace", stackName],
  ])("is a different %s for every stack of every environment", (_, place) => {
    const places = ["a", "a-b", "b"].flatMap((environment) =>
      ["shared-identity", "b-c", "c", "app"].map((stack) => place(address(environment, stack))),
    );

    expect(new Set(places).size).toBe(12);
  });

  it("names a stack by characters that cdktf, folders and HCP workspaces accept", () => {
    const name = stackName(address("a-b", "shared-identity"));

    expect(name).toBe("a-b--shared-identity");
    // https://developer.hashicorp.com/terraform/cloud-docs/workspaces/creating
    expect(name).toMatch(/^[A-Za-z0-9_-]{1,90}$/);
  });
});
