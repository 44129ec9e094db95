import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { reasonOf } from "../../config/reason-of";
import { UserError } from "../../config/user-error";
import { chosenEnvironments } from "../chosen-environments";
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
    for (const name of chosenEnvironments(root, environment, "npm run diagram")) {
      const folder = output === undefined ? join(root, "diagrams", name) : resolve(output);
      const pictures = drawEnvironment(await synthesizeStacks(root, name));
      for (const path of write(folder, pictures)) {
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

/** @returns the paths of the files */
function write(folder: string, pictures: Iterable<readonly [string, string]>): string[] {
  try {
    mkdirSync(folder, { recursive: true });
    return [...pictures].map(([file, text]) => {
      const path = join(folder, file);
      writeFileSync(path, text);
      return path;
    });
  } catch (error) {
    throw new UserError(
      `The pictures cannot be written to ${folder}: ${reasonOf(error)}\nName a folder that you may write to: --output FOLDER.`,
    );
  }
}
