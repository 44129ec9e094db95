import { EmulatorError } from "alb-emulator";
import { requireEnvironment } from "../../config/select-environment";
import { UserError } from "../../config/user-error";

export const defaultEnvironment = "example";

/** @throws EmulatorError when the environment has no file */
export function rejectUnknownEnvironment(root: string, name: string): void {
  try {
    requireEnvironment(name, { root, example: (each) => `npm start -- --environment ${each}` });
  } catch (error) {
    throw error instanceof UserError ? new EmulatorError(error.message) : error;
  }
}
