import { readFileSync } from "node:fs";
import { importEnvironment } from "./import-environment";
import { environmentFile, environmentNames } from "./select-environment";
import { UserError } from "./user-error";

/**
 * Stops when another file describes an environment of the same name, such as a copy that kept it: both
 * would have the same stacks, state and AWS names.
 *
 * @param file name of the environment's file
 * @param environmentName its `name`, or the default
 * @throws UserError
 */
export async function rejectSharedName(file: string, environmentName: string): Promise<void> {
  for (const other of environmentNames()) {
    if (other === file || !mayBeNamed(other, environmentName)) continue;
    if ((await nameOf(other)) !== environmentName) continue;
    throw new UserError(
      `Environment name ${JSON.stringify(environmentName)} is used by ${environmentFile(file)} and ${environmentFile(other)}, so both would have the same stacks, state and AWS names.\n` +
        "Change name in one of them, or leave it out: the default is the name of the file.",
    );
  }
}

/** Other environments are not loaded unless they mention the name: they may be broken, or slow. */
function mayBeNamed(other: string, name: string): boolean {
  if (other === name) return true;
  const text = readFileSync(environmentFile(other), "utf8");
  return ['"', "'", "`"].some((quote) => text.includes(`${quote}${name}${quote}`));
}

async function nameOf(other: string): Promise<unknown> {
  try {
    const { environment } = await importEnvironment(other);
    return (environment as { name?: unknown } | undefined)?.name ?? other;
  } catch {
    // Its issues are reported when it is synthesized itself.
    return undefined;
  }
}
