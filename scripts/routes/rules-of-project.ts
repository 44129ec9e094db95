import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { environmentNames } from "../../config/select-environment";
import { UserError } from "../../config/user-error";
import { runScript } from "../start/run-script";
import type { ApplicationRules } from "./listener-rules";
import { readListenerRules } from "./read-listener-rules";

/** The project's files at one time. */
export interface ProjectFiles {
  /** Folder of the project. */
  readonly folder: string;
  /** Such as `HEAD~1`, or `the files as they are now`. */
  readonly name: string;
}

/**
 * Synthesizes an environment and reads its listener rules.
 * @param output a new folder
 * @returns nothing for an environment that does not exist there
 * @throws UserError when it cannot be synthesized
 */
export async function rulesOfProject(
  { folder, name }: ProjectFiles,
  environment: string,
  output: string,
): Promise<readonly ApplicationRules[]> {
  if (!environmentNames(folder).includes(environment)) return [];
  const script = join(folder, "synthesis", "runner", "run.cjs");
  const ruleOriginsFile = join(output, "rule-origins.json");
  const result = existsSync(script)
    ? await runScript([script, "--environment", environment], folder, {
        ...process.env,
        ENVIRONMENT: environment,
        CDKTF_OUTDIR: output,
        RULE_ORIGINS_FILE: ruleOriginsFile,
      })
    : { ok: false, output: "This revision has another layout." };
  if (!result.ok) {
    throw new UserError(
      `The environment "${environment}" of ${name} cannot be synthesized with the packages that are ` +
        `installed now, so its routes are not known:\n\n${result.output.trim()}`,
    );
  }
  const origins = existsSync(ruleOriginsFile)
    ? JSON.parse(readFileSync(ruleOriginsFile, "utf8"))
    : {};
  return readListenerRules(join(output, "stacks"), environment, origins);
}
