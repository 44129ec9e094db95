import { Testing } from "cdktf";
import { formatIssues } from "../../config/issue-report";
import { parseEnvironment } from "../../config/parse-environment";
import type {
  ApplicationInput,
  Environment,
  EnvironmentInput,
} from "../../config/schema/environment";
import { sharedIdentityComponent } from "../../stacks/shared-identity-stack";
import { stackName } from "../../stacks/state/stack-address";
import { createStacks } from "../../synthesis/create-stacks";
import { testApp } from "./synth";

export type { ApplicationInput };

/** The required settings of an application. */
export const minimalApplication = {
  hostName: "app.example.com",
  hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
} satisfies ApplicationInput;

/** An environment with all defaults, and the settings of a test. */
export function testEnvironment(input: Partial<EnvironmentInput> = {}): EnvironmentInput {
  return {
    name: "test",
    region: "eu-central-1",
    identity: { domain: { prefix: "test-login" } },
    applications: { app: minimalApplication },
    ...input,
  };
}

/** A {@link testEnvironment} whose only application, `app`, has these settings as well. */
export function withApplication(
  application: Partial<ApplicationInput>,
  input: Partial<EnvironmentInput> = {},
): EnvironmentInput {
  return testEnvironment({
    ...input,
    applications: { app: { ...minimalApplication, ...application } },
  });
}

/** Parses an environment as the synthesis does. */
export function checked(input: EnvironmentInput): Environment {
  const result = parseEnvironment(input, "test");
  if (!result.ok) throw new Error(formatIssues("environment of a test", result.issues));
  return result.environment;
}

/** Synthesizes one stack of an environment, by the last part of its name. */
export function synthComponent(input: EnvironmentInput, component: string): string {
  const environment = checked(input);
  const name = stackName({ environmentName: environment.name, component });
  const created = createStacks(testApp(), environment);
  const found = created.find(({ stack }) => stack.node.id === name);
  if (found === undefined) throw new Error(`the environment has no stack ${name}`);
  return Testing.synth(found.stack, true);
}

/** Synthesizes the shared identity of an environment. */
export function synthIdentity(input: EnvironmentInput): string {
  return synthComponent(input, sharedIdentityComponent);
}

/** Synthesizes one application of an environment. */
export function synthApplication(input: EnvironmentInput, name = "app"): string {
  return synthComponent(input, name);
}
