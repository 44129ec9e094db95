import { mkdirSync } from "node:fs";
import { App } from "cdktf";
import type { Environment } from "../config/schema/environment";
import { createStacks } from "./create-stacks";
import { removeStaleStacks } from "./remove-stale-stacks";
import { summary } from "./summary";

/**
 * Makes the stacks of an environment and writes them as Terraform JSON, into `cdktf.out` or where
 * `CDKTF_OUTDIR` says.
 * @returns what was written, for a person to read
 */
export function synthesize(environment: Environment): string {
  const { CDKTF_OUTDIR: chosenFolder } = process.env;
  // cdktf makes the last folder of a path only.
  if (chosenFolder !== undefined) mkdirSync(chosenFolder, { recursive: true });
  const app = new App();
  const stacks = createStacks(app, environment);
  app.synth();
  removeStaleStacks(
    app.outdir,
    stacks.map(({ stack }) => stack.node.id),
  );
  return summary(environment.name, app.outdir, stacks);
}
