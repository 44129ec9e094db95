import { environmentNames, requireEnvironment } from "../config/select-environment";

/**
 * The environments of a command that takes one, and all by default.
 * @param root the project's folder
 * @param environment value of `--environment`
 * @param command such as `npm run cost`, for the message
 * @throws UserError with the names of the existing files, also where there is none
 */
export function chosenEnvironments(
  root: string,
  environment: string | undefined,
  command: string,
): string[] {
  const names = environmentNames(root);
  if (environment === undefined && names.length > 0) return names;
  const name = environment ?? "";
  requireEnvironment(name, { root, example: (each) => `${command} -- --environment ${each}` });
  return [name];
}
