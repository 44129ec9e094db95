import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { formatWarnings } from "./config/issue-report";
import { loadEnvironment } from "./config/load-environment";
import { loadExtension } from "./config/load-extension";
import type { Environment } from "./config/schema/environment";
import { environmentFile, selectEnvironment } from "./config/select-environment";
import { sourceLines } from "./config/source-lines";
import { UserError } from "./config/user-error";
import { environmentWarnings } from "./config/warnings/environment-warnings";
import type { Warning } from "./config/warnings/warning";
import { parseCommandLine, usage } from "./synthesis/command-line";
import { createOutputDirectory } from "./synthesis/create-output-directory";
import { type CreatedStack, createStacks } from "./synthesis/create-stacks";
import { deploymentOf } from "./synthesis/deployment";
import { extendStacks } from "./synthesis/extend-stacks";
import { localPrograms } from "./synthesis/local-programs";
import { placeLock } from "./synthesis/provider-locks/place-lock";
import { rejectHcl } from "./synthesis/reject-hcl";
import { ruleOrigins } from "./synthesis/rule-origins";
import {
  findStaleStacks,
  rejectRemovalByCdktf,
  removeOwnStaleStacks,
} from "./synthesis/stale-stacks";
import { summary } from "./synthesis/summary";

async function main(): Promise<void> {
  const commandLine = parseCommandLine(process.argv.slice(2), process.env);
  if (commandLine.help) {
    console.log(usage);
    return;
  }
  rejectHcl(process.env);
  const name = selectEnvironment(commandLine.environment);
  const environment = await loadEnvironment(name);

  const app = new App({ outdir: createOutputDirectory(process.env) });
  const stacks = createStacks(app, environment, name);
  await applyExtension(name, stacks);
  const stale = findStaleStacks(app.outdir, environment.name, stacks);
  rejectRemovalByCdktf(process.env, environment.name, stale);
  app.synth();
  for (const { stack } of stacks) {
    placeLock(stack.node.id, join(app.outdir, "stacks", stack.node.id));
  }

  const staleWarnings = removeOwnStaleStacks(stale);
  console.log(summary(environment.name, app.outdir, stacks));
  writeRuleOrigins(environmentFile(name), stacks);
  writeLocalPrograms(environment);
  writeDeployment(environment);
  for (const warning of staleWarnings) console.error(warning);
  printWarnings(environmentFile(name), environmentWarnings(environment));
}

/** For `npm start`, which names rules as the environment file does. */
function writeRuleOrigins(file: string, stacks: readonly CreatedStack[]): void {
  const output = process.env.RULE_ORIGINS_FILE;
  if (output === undefined) return;
  writeFileSync(output, JSON.stringify(ruleOrigins(stacks, file, sourceLines(file))));
}

/** For `npm start`, which runs them in place of containers. */
function writeLocalPrograms(environment: Environment): void {
  const output = process.env.LOCAL_PROGRAMS_FILE;
  if (output === undefined) return;
  writeFileSync(output, JSON.stringify(localPrograms(environment)));
}

/** For `npm run deploy`, which builds images. */
function writeDeployment(environment: Environment): void {
  const output = process.env.DEPLOYMENT_FILE;
  if (output === undefined) return;
  writeFileSync(output, JSON.stringify(deploymentOf(environment)));
}

/** `npm start` leaves it out: the emulator does not know what it adds. */
async function applyExtension(name: string, stacks: readonly CreatedStack[]): Promise<void> {
  const extend = await loadExtension(name);
  if (extend === undefined) return;
  if (process.env.WITHOUT_EXTENSION === undefined) {
    extendStacks(environmentFile(name), extend, stacks);
  } else {
    console.error(`extend in ${environmentFile(name)} is left out here (docs/extend.md).`);
  }
}

/** On stderr, so that a pipeline or `npm start` can show them without the summary. */
function printWarnings(file: string, warnings: readonly Warning[]): void {
  if (warnings.length === 0) return;
  console.error(formatWarnings(file, warnings, sourceLines(file)));
}

main().catch((error: unknown) => {
  // Anything else is a bug of this program, and keeps its stack trace.
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
