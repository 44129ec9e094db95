import { existsSync, readdirSync } from "node:fs";
import { types } from "node:util";
import { closestName } from "./closest-name";
import { formatIssues } from "./issue-report";
import { parseEnvironment } from "./parse-environment";
import { reasonOf } from "./reason-of";
import type { Environment } from "./schema/environment";
import { sourceLines } from "./source-lines";
import { UserError } from "./user-error";

/** Environment that is used when `ENVIRONMENT` is not set. */
export const defaultEnvironmentName = "example";

const folder = "environments";

/** Path of an environment's file. */
export function environmentFile(name: string): string {
  return `${folder}/${name}.ts`;
}

/**
 * Loads and checks `environments/<name>.ts`.
 *
 * @throws UserError with every issue of the file, or with the names of the existing files
 */
export async function loadEnvironment(name: string): Promise<Environment> {
  const names = environmentNames();
  if (!names.includes(name)) throw unknownEnvironment(name, names);
  const file = environmentFile(name);
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

function environmentNames(): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

function unknownEnvironment(name: string, names: readonly string[]): UserError {
  const closest = closestName(name, names);
  const suggestion = closest === undefined ? "" : `Did you mean "${closest}"? `;
  const choices =
    names.length === 0
      ? `There is no file in ${folder}/. Run the command in the project's folder.`
      : `${suggestion}Choose one of: ${names.join(", ")}. For example: ENVIRONMENT=${closest ?? names[0]} npm run synth`;
  return new UserError(
    `ENVIRONMENT = ${JSON.stringify(name)} is not the name of a file in ${folder}/, so there is nothing to synthesize.\n${choices}`,
  );
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
