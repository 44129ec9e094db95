import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { formatIssues } from "../../config/issue-report";
import { parseEnvironment } from "../../config/parse-environment";
import type { Environment, EnvironmentInput } from "../../config/schema/environment";
import { createStacks } from "../../synthesis/create-stacks";
import { withoutNewerParts } from "./newer-than-provider";
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

/**
 * Prepares an emitted stack for moto and the provider at hand: writes `override.tf.json` beside
 * `cdk.tf.json`, and removes from the latter what a provider 5 does not know.
 *
 * @returns addresses of what was removed
 */
export function writeOverride(
  folder: string,
  stackName: string,
  providerVersion: string,
  options: OverrideOptions = {},
): readonly string[] {
  const stack = stackFolder(folder, stackName);
  const stackFile = join(stack, "cdk.tf.json");
  const emitted = JSON.parse(readFileSync(stackFile, "utf8"));
  const isOlder = Number.parseInt(providerVersion, 10) < 6;
  const older = isOlder ? withoutNewerParts(emitted) : { stack: emitted, removed: [] };
  if (older.removed.length > 0) writeFileSync(stackFile, JSON.stringify(older.stack, null, 2));
  const override = deriveOverride(older.stack, providerVersion, options);
  writeFileSync(join(stack, "override.tf.json"), JSON.stringify(override, null, 2));
  return older.removed;
}
