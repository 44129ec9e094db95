import {
  localStatePath,
  type StackAddress,
  s3StateKey,
  stackAddress,
  workspaceName,
} from "../../../stacks/state/stack-address";
import { checked, testEnvironment } from "../../support/synth-environment";

const address = (environmentName: string, stackName: string): StackAddress => ({
  state: { type: "local" },
  region: "eu-central-1",
  environmentName,
  stackName,
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
      stackName: "app",
    });
  });

  it.each([
    ["file", localStatePath],
    ["object key", (each: StackAddress) => s3StateKey("prefix", each)],
    ["workspace", workspaceName],
  ])("is a different %s for every stack of every environment", (_, place) => {
    const places = ["one", "two"].flatMap((environment) =>
      ["shared-identity", "app"].map((stack) => place(address(environment, stack))),
    );

    expect(new Set(places).size).toBe(4);
  });
});
