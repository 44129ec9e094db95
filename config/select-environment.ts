import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { closestName } from "./closest-name";
import { UserError } from "./user-error";

/** Folder of the environment files, from the project's folder. */
export const environmentsFolder = "environments";

/** Path of an environment's file. */
export function environmentFile(name: string): string {
  return `${environmentsFolder}/${name}.ts`;
}

/**
 * Names of the files in `environments/`.
 * @param root the project's folder
 */
export function environmentNames(root = "."): string[] {
  const path = join(root, environmentsFolder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

/**
 * The environment to synthesize: the one that is named, or the only one. Nothing else is a default: a
 * forgotten name must not deploy another environment.
 *
 * @param name value of `--environment` or `ENVIRONMENT`
 * @throws UserError with the names of the existing files
 */
export function selectEnvironment(name: string | undefined): string {
  const names = environmentNames();
  if (name === undefined) {
    const [only, ...others] = names;
    if (only !== undefined && others.length === 0) return only;
    throw new UserError(
      `No environment is chosen, so there is nothing to synthesize.\n${choices(names, synthesisCommands)}`,
    );
  }
  requireEnvironment(name);
  return name;
}

/**
 * Checks that an environment has a file.
 * @param options `root` is the project's folder, `example` a command for a name, for the message
 * @throws UserError with the names of the existing files
 */
export function requireEnvironment(
  name: string,
  { root = ".", example = synthesisCommands } = {},
): void {
  const names = environmentNames(root);
  if (names.includes(name)) return;
  throw new UserError(
    `Environment ${JSON.stringify(name)} has no file in ${environmentsFolder}/, so there is nothing to synthesize.\n${choices(names, example, closestName(name, names))}`,
  );
}

function synthesisCommands(name: string): string {
  return `npm run synth -- --environment ${name}, or ENVIRONMENT=${name} cdktf deploy '${name}--*'`;
}

function choices(
  names: readonly string[],
  example: (name: string) => string,
  closest?: string,
): string {
  const [first] = names;
  if (first === undefined) {
    return `There is no file in ${environmentsFolder}/. Run the command in the project's folder.`;
  }
  const suggestion = closest === undefined ? "" : `Did you mean "${closest}"? `;
  return [
    `${suggestion}Choose one of: ${names.join(", ")}.`,
    `For example: ${example(closest ?? first)}`,
  ].join("\n");
}
