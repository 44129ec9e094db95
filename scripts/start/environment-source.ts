import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EmulatorError, readStacks, type Source } from "alb-emulator";
import { EnvironmentFiles } from "./environment-files";
import { runScript } from "./run-script";

/**
 * Synthesizes the environment each time it is read.
 * @param outputFolder Where the JSON is written: never where somebody may deploy from.
 */
export function environmentSource(root: string, environment: string, outputFolder: string): Source {
  const environmentFiles = new EnvironmentFiles(root, environment);
  return {
    watched: () => environmentFiles.watched(),
    read: async () => {
      const ruleOriginsFile = join(outputFolder, "rule-origins.json");
      const env = {
        ...process.env,
        ENVIRONMENT: environment,
        CDKTF_OUTDIR: outputFolder,
        RULE_ORIGINS_FILE: ruleOriginsFile,
      };
      const script = join(root, "synthesis", "runner", "run.cjs");
      const [{ ok, output, errors }] = await Promise.all([
        runScript([script], root, env),
        environmentFiles.follow(),
      ]);
      if (!ok) {
        environmentFiles.hasFailed = true;
        throw new EmulatorError(output.trim());
      }
      process.stderr.write(errors);
      const ruleOrigins = JSON.parse(readFileSync(ruleOriginsFile, "utf8"));
      return readStacks(join(outputFolder, "stacks"), { ruleOrigins });
    },
  };
}
