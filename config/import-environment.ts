import { types } from "node:util";
import { reasonOf } from "./reason-of";
import { environmentFile, selectEnvironment } from "./select-environment";
import { UserError } from "./user-error";

/** What an environment file exports, unchecked. */
export interface EnvironmentModule {
  readonly environment?: unknown;
  readonly extend?: unknown;
}

/**
 * Imports `environments/<name>.ts`.
 * @throws UserError with the names of the existing files, or with the line at which the file fails
 */
export async function importEnvironment(name: string): Promise<EnvironmentModule> {
  const file = environmentFile(selectEnvironment(name));
  try {
    return (await import(`../environments/${name}.ts`)) as EnvironmentModule;
  } catch (error) {
    throw new UserError(
      `${withLine(file, error)} fails while it is loaded: ${reasonOf(error)}\nCorrect the file.`,
      { cause: error },
    );
  }
}

/** The file with the line of the innermost call in it that led to an error, if the stack trace has one. */
export function withLine(file: string, error: unknown): string {
  const stack = types.isNativeError(error) ? error.stack : undefined;
  const line = stack?.split(`${file}:`)[1]?.match(/^\d+/)?.[0];
  return line === undefined ? file : `${file}:${line}`;
}
