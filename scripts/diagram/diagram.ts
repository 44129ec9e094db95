import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { environmentNames, requireEnvironment } from "../../config/select-environment";
import { UserError } from "../../config/user-error";
import { parseCommandLine, usage } from "./command-line";
import { drawEnvironment } from "./draw-environment";
import { synthesizeStacks } from "./synthesize-stacks";

/**
 * `npm run diagram`: draws environments.
 * @param root the project's folder
 * @returns the exit status
 */
export async function diagram(root: string, args: readonly string[]): Promise<number> {
  try {
    const { help, environment, output } = parseCommandLine(args);
    if (help) {
      console.log(usage);
      return 0;
    }
    if (environment !== undefined) {
      requireEnvironment(environment, {
        root,
        example: (name) => `npm run diagram -- --environment ${name}`,
      });
    }
    for (const name of environment === undefined ? environmentNames(root) : [environment]) {
      const folder = output === undefined ? join(root, "diagrams", name) : resolve(output);
      mkdirSync(folder, { recursive: true });
      for (const [file, text] of drawEnvironment(await synthesizeStacks(root, name))) {
        const path = join(folder, file);
        writeFileSync(path, text);
        console.log(`Wrote ${relative(process.cwd(), path)}`);
      }
    }
    return 0;
  } catch (error) {
    // Anything else is a bug of this program, and keeps its stack trace.
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return 1;
  }
}
