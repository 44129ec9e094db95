import { existsSync, readdirSync } from "node:fs";
import { closestName } from "./closest-name";
import { UserError } from "./user-error";

const folder = "environments";

/** Path of an environment's file. */
export function environmentFile(name: string): string {
  return `${folder}/${name}.ts`;
}

/** Names of the files in `environments/`. */
export function environmentNames(): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
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
      `No environment is chosen, so there is nothing to synthesize.\n${choices(names)}`,
    );
  }
  if (names.includes(name)) return name;
  throw new UserError(
    `Environment ${JSON.stringify(name)} has no file in ${folder}/, so there is nothing to synthesize.\n${choices(names, closestName(name, names))}`,
  );
}

function choices(names: readonly string[], closest?: string): string {
  const [first] = names;
  if (first === undefined) {
    return `There is no file in ${folder}/. Run the command in the project's folder.`;
  }
  const suggestion = closest === undefined ? "" : `Did you mean "${closest}"? `;
  const example = closest ?? first;
  return [
    `${suggestion}Choose one of: ${names.join(", ")}.`,
    `For example: npm run synth -- --environment ${example}, or ENVIRONMENT=${example} cdktf deploy '${example}--*'`,
  ].join("\n");
}
