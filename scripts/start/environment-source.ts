import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EmulatorError, readStacks, type ServiceProgram, type Source } from "alb-emulator";
import type { LocalProgram } from "../../synthesis/local-programs";
import { EnvironmentFiles } from "./environment-files";
import { runScript } from "./run-script";

/**
 * Synthesizes the environment each time it is read.
 * @param outputFolder Where the JSON is written: never where somebody may deploy from.
 */
export function environmentSource(root: string, environment: string, outputFolder: string): Source {
  const environmentFiles = new EnvironmentFiles(root, environment);
  let programs: readonly ServiceProgram[] = [];
  return {
    watched: () => environmentFiles.watched(),
    read: async () => {
      const ruleOriginsFile = join(outputFolder, "rule-origins.json");
      const localProgramsFile = join(outputFolder, "local-programs.json");
      const env = {
        ...process.env,
        ENVIRONMENT: environment,
        CDKTF_OUTDIR: outputFolder,
        RULE_ORIGINS_FILE: ruleOriginsFile,
        LOCAL_PROGRAMS_FILE: localProgramsFile,
        WITHOUT_EXTENSION: "1",
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
      programs = readPrograms(localProgramsFile, root);
      const ruleOrigins = JSON.parse(readFileSync(ruleOriginsFile, "utf8"));
      return readStacks(join(outputFolder, "stacks"), { ruleOrigins });
    },
    programs: () => programs,
  };
}

/** What `local` says in the environment file. */
function readPrograms(file: string, root: string): ServiceProgram[] {
  const programs: LocalProgram[] = JSON.parse(readFileSync(file, "utf8"));
  return programs.map(({ application, service, url, command = "", directory = "." }) => ({
    application,
    service,
    program: url ? { url: new URL(url) } : { command, directory: resolve(root, directory) },
  }));
}
