import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { formatIssues } from "../../config/issue-report";
import { parseEnvironment } from "../../config/parse-environment";
import type { Environment, EnvironmentInput } from "../../config/schema/environment";
import { createStacks } from "../../synthesis/create-stacks";
import { deriveOverride, type OverrideOptions } from "./override";

/** An environment as the stacks get it: checked, with all defaults. */
export function checkedEnvironment(input: EnvironmentInput): Environment {
  const result = parseEnvironment(input, "fixture");
  if (!result.ok) throw new Error(formatIssues("fixture", result.issues));
  return result.environment;
}

/** The folder of a stack of `synthesize`, by the stack's full name or the part after the environment's. */
export function stackFolder(folder: string, name: string): string {
  const stacks = join(folder, "cdktf.out", "stacks");
  const { stacks: synthesized } = JSON.parse(
    readFileSync(join(folder, "cdktf.out", "manifest.json"), "utf8"),
  );
  const fullName = Object.keys(synthesized).find((each) => each.replace(/^.*--/, "") === name);
  return join(stacks, fullName ?? name);
}

/** Writes the stacks of an environment below a folder, and returns their names. */
export function synthesize(environment: Environment, folder: string): string[] {
  const app = new App({ outdir: join(folder, "cdktf.out") });
  const stacks = createStacks(app, environment);
  app.synth();
  return stacks.map(({ stack }) => stack.node.id);
}

/** Writes `override.tf.json` beside a stack's `cdk.tf.json`. */
export function writeOverride(
  folder: string,
  stackName: string,
  providerVersion: string,
  options: OverrideOptions = {},
): void {
  const stack = stackFolder(folder, stackName);
  const emitted = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8"));
  const override = deriveOverride(emitted, providerVersion, options);
  writeFileSync(join(stack, "override.tf.json"), JSON.stringify(override, null, 2));
}
