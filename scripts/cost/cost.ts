import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../config/user-error";
import { chosenEnvironments } from "../chosen-environments";
import { synthesize } from "../deploy/synthesize";
import { parseCommandLine, usage } from "./command-line";
import { costJson } from "./cost-json";
import { costReport } from "./cost-report";
import { type EnvironmentCost, environmentCost } from "./environment-cost";
import { priceAgeWarning } from "./price-age";
import { readSynthesizedStacks } from "./synthesized-stack";

/**
 * `npm run cost`: says what environments cost a month without any traffic.
 * @param root the project's folder
 * @param now the time that the age of the prices is compared with
 * @returns the exit status
 */
export async function cost(
  root: string,
  args: readonly string[],
  now: Date = new Date(),
): Promise<number> {
  const output = mkdtempSync(join(tmpdir(), "cost-"));
  try {
    const { help, environment, json } = parseCommandLine(args);
    if (help) {
      console.log(usage);
      return 0;
    }
    const costs: EnvironmentCost[] = [];
    for (const name of chosenEnvironments(root, environment, "npm run cost")) {
      costs.push(await costOf(root, name, join(output, name)));
    }
    console.log(json ? costJson(costs, now) : costReport(costs));
    const warning = priceAgeWarning(now);
    if (warning !== undefined) console.error(`\n${warning}`);
    return 0;
  } catch (error) {
    // Anything else is a bug of this program, and keeps its stack trace.
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

async function costOf(root: string, name: string, output: string): Promise<EnvironmentCost> {
  try {
    const { stacks } = await synthesize(root, name, output);
    return environmentCost(name, readSynthesizedStacks(stacks));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `The environment "${name}" cannot be synthesized, so its cost is not known:\n\n${error.message}`,
    );
  }
}
