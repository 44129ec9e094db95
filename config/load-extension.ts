import { importEnvironment } from "./import-environment";
import { environmentFile } from "./select-environment";
import { UserError } from "./user-error";

/**
 * Loads the function `extend` of `environments/<name>.ts`.
 *
 * @returns `undefined` where the file does not export one
 * @throws UserError where it exports something else by that name
 */
export async function loadExtension(
  name: string,
): Promise<((stacks: unknown) => unknown) | undefined> {
  const { extend } = await importEnvironment(name);
  if (extend === undefined || isFunction(extend)) return extend;
  throw new UserError(
    `${environmentFile(name)} exports "extend", which must be a function that gets the stacks.\n` +
      "Write: export const extend: Extend = ({ identity, application }) => { … };",
  );
}

function isFunction(value: unknown): value is (stacks: unknown) => unknown {
  return typeof value === "function";
}
