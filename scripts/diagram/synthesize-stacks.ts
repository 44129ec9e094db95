import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../config/user-error";
import type { Deployment } from "../../synthesis/deployment";
import type { RuleOrigins } from "../../synthesis/rule-origins";
import { readListenerRules } from "../routes/read-listener-rules";
import { runScript } from "../start/run-script";
import type { EnvironmentStacks, Stack } from "./model/stacks";

/**
 * Synthesizes an environment into a temporary folder and reads its stacks.
 * @param root the project's folder
 * @throws UserError when it cannot be synthesized
 */
export async function synthesizeStacks(
  root: string,
  environment: string,
): Promise<EnvironmentStacks> {
  const folder = mkdtempSync(join(tmpdir(), "diagram-"));
  try {
    const deploymentFile = join(folder, "deployment.json");
    const ruleOriginsFile = join(folder, "rule-origins.json");
    const script = join(root, "synthesis", "runner", "run.cjs");
    const result = await runScript([script, "--environment", environment], root, {
      ...process.env,
      ENVIRONMENT: environment,
      CDKTF_OUTDIR: folder,
      DEPLOYMENT_FILE: deploymentFile,
      RULE_ORIGINS_FILE: ruleOriginsFile,
    });
    if (!result.ok) {
      throw new UserError(
        `The environment "${environment}" cannot be synthesized, so there is nothing to draw:\n\n${result.output.trim()}`,
      );
    }
    const { name }: Deployment = JSON.parse(readFileSync(deploymentFile, "utf8"));
    const origins: RuleOrigins = JSON.parse(readFileSync(ruleOriginsFile, "utf8"));
    const stacks = join(folder, "stacks");
    return {
      environment,
      stacks: readStacks(stacks, `${name}--`),
      rules: readListenerRules(stacks, name, origins),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readStacks(folder: string, prefix: string): Stack[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .sort()
    .map((name) => {
      const json = JSON.parse(readFileSync(join(folder, name, "cdk.tf.json"), "utf8"));
      return { name: name.slice(prefix.length), json };
    });
}
