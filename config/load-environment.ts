import { types } from "node:util";
import { formatIssues } from "./issue-report";
import { parseEnvironment } from "./parse-environment";
import { reasonOf } from "./reason-of";
import type { Environment } from "./schema/environment";
import { environmentFile, selectEnvironment } from "./select-environment";
import { sourceLines } from "./source-lines";
import { UserError } from "./user-error";

/**
 * Loads and checks `environments/<name>.ts`.
 *
 * @throws UserError with every issue of the file, or with the names of the existing files
 */
export async function loadEnvironment(name: string): Promise<Environment> {
  const file = environmentFile(selectEnvironment(name));
  const { environment } = await importEnvironment(name, file);
  if (environment === undefined) {
    throw new UserError(
      `${file} does not export "environment", so there is nothing to synthesize.\n` +
        "Write: export const environment = defineEnvironment({ … });",
    );
  }
  const result = parseEnvironment(environment, name);
  if (!result.ok) throw new UserError(formatIssues(file, result.issues, sourceLines(file)));
  return result.environment;
}

async function importEnvironment(name: string, file: string): Promise<{ environment?: unknown }> {
  try {
    return (await import(`../environments/${name}.ts`)) as { environment?: unknown };
  } catch (error) {
    throw new UserError(
      `${withLine(file, error)} fails while it is loaded: ${reasonOf(error)}\nCorrect the file.`,
      { cause: error },
    );
  }
}

/** The file with the line of the innermost call in it that led to an error, if the stack trace has one. */
function withLine(file: string, error: unknown): string {
  const stack = types.isNativeError(error) ? error.stack : undefined;
  const line = stack?.split(`${file}:`)[1]?.match(/^\d+/)?.[0];
  return line === undefined ? file : `${file}:${line}`;
}
