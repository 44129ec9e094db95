import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../config/user-error";
import type { Deployment } from "../../synthesis/deployment";
import { runScript } from "../start/run-script";
import { type DeployableStack, deploymentOrder } from "./deployment-order";

/** What a synthesis leaves for a deployment. */
export interface Synthesized {
  readonly deployment: Deployment;
  /** In the order in which they are deployed. */
  readonly stacks: readonly DeployableStack[];
  /** Warnings about the environment file, or an empty text. */
  readonly warnings: string;
}

/**
 * Writes the stacks of an environment, as `npm run synth` does.
 * @param root the project's folder
 * @param output folder to write to; `CDKTF_OUTDIR` or `cdktf.out` by default
 * @throws UserError with what the synthesis printed
 */
export async function synthesize(
  root: string,
  environment: string | undefined,
  output = process.env.CDKTF_OUTDIR ?? join(root, "cdktf.out"),
): Promise<Synthesized> {
  const folder = mkdtempSync(join(tmpdir(), "deployment-"));
  const file = join(folder, "deployment.json");
  try {
    const script = join(root, "synthesis", "runner", "run.cjs");
    const args = environment === undefined ? [] : ["--environment", environment];
    const result = await runScript([script, ...args], root, {
      ...process.env,
      CDKTF_OUTDIR: output,
      DEPLOYMENT_FILE: file,
    });
    if (!result.ok) throw new UserError(result.output.trim());
    const deployment = JSON.parse(readFileSync(file, "utf8")) as Deployment;
    const stacks = deploymentOrder(output, deployment.name);
    return { deployment, stacks, warnings: result.errors.trim() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
