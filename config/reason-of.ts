import { inspect, types } from "node:util";

/** Why a file or a value could not be read: the message of an error, or whatever else was thrown. */
export function reasonOf(thrown: unknown): string {
  return types.isNativeError(thrown) ? thrown.message : inspect(thrown, { customInspect: false });
}
