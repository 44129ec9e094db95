import { UserError } from "../../config/user-error";
import { environmentOptionMistake } from "../../synthesis/environment-option";
import { endWhenInterrupted, Interrupted } from "../deploy/run-program";
import { synthesize } from "../deploy/synthesize";
import { findTerraform } from "../deploy/terraform-stack";
import { checkLocks, requireLocks } from "./check-locks";
import { parseCommandLine, usage } from "./command-line";
import { writeLocks } from "./write-locks";

/**
 * `npm run lock`: writes or checks the lock files of an environment's stacks.
 * @param root the project's folder
 * @returns the exit status
 */
export async function lock(root: string, args: readonly string[]): Promise<number> {
  try {
    const mistake = environmentOptionMistake("npm run lock", args, process.env);
    if (mistake !== undefined) throw new UserError(mistake);
    const commandLine = parseCommandLine(args);
    if (commandLine.help) {
      console.log(usage);
      return 0;
    }
    const environment = commandLine.environment ?? process.env.ENVIRONMENT;
    if (commandLine.check) {
      const { stacks, deployment } = await synthesize(root, environment);
      requireLocks(checkLocks(stacks, root), environment ?? deployment.name);
      console.log(`The lock files of ${stacks.length} stacks are up to date.`);
      return 0;
    }
    endWhenInterrupted();
    const program = findTerraform();
    const { stacks, deployment } = await synthesize(root, environment);
    await writeLocks(stacks, {
      root,
      environment: deployment.name,
      program,
      mirror: commandLine.mirror,
      report: (line) => console.log(line),
    });
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) {
      console.error("Interrupted. Run the same command again.");
      return 130;
    }
    // Anything else is a bug of this program, and keeps its stack trace.
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return 1;
  }
}
