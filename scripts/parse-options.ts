import { type ParseArgsConfig, parseArgs } from "node:util";
import { UserError } from "../config/user-error";

/**
 * Node's `parseArgs`, with what it rejects as a message for users.
 * @throws UserError with the reason and the usage
 */
export function parseOptions<const T extends ParseArgsConfig>(
  usage: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node's message goes on with advice for positional arguments.
    const [reason] = (error as Error).message.split(/[.\n]/);
    throw new UserError(`${reason}.\n\n${usage}`);
  }
}
