import { EmulatorError, type EmulatorModel } from "alb-emulator";
import { UserError } from "../../config/user-error";
import { sourceToExplain } from "../start/source-to-explain";

/**
 * Synthesizes an environment into a folder of its own, and reads its rules.
 * @throws UserError when it does not exist, or has an issue
 */
export async function readEnvironment(root: string, environment: string): Promise<EmulatorModel> {
  try {
    return await sourceToExplain(root, environment).read();
  } catch (error) {
    if (error instanceof EmulatorError) throw new UserError(error.message);
    throw error;
  }
}
