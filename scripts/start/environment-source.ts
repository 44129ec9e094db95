import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EmulatorError, readStacks, type Source } from "alb-emulator";
import { runScript } from "./run-script";

/** Folders whose files change the model or the container. */
const sourceFolders = [
  "environments",
  "stacks",
  "constructs",
  "config",
  "routing",
  "packages",
  "container",
];

/**
 * Synthesizes the environment each time it is read.
 * @param outputFolder Where the JSON is written: never where somebody may deploy from.
 */
export function environmentSource(root: string, environment: string, outputFolder: string): Source {
  return {
    watched: { root, folders: sourceFolders },
    read: async () => {
      const ruleOriginsFile = join(outputFolder, "rule-origins.json");
      const env = {
        ...process.env,
        ENVIRONMENT: environment,
        CDKTF_OUTDIR: outputFolder,
        RULE_ORIGINS_FILE: ruleOriginsFile,
      };
      const { ok, output, errors } = await runScript(
        [join(root, "synthesis", "runner", "run.cjs")],
        root,
        env,
      );
      if (!ok) throw new EmulatorError(output.trim());
      process.stderr.write(errors);
      const ruleOrigins = JSON.parse(readFileSync(ruleOriginsFile, "utf8"));
      return readStacks(join(outputFolder, "stacks"), { ruleOrigins });
    },
  };
}
