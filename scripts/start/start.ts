import { runSession } from "alb-emulator";
import { sessionInputs } from "./session-inputs";

/** `npm start`: serves an environment of this project on this machine until Ctrl-C. */
export function start(root: string, args: readonly string[]): Promise<void> {
  return runSession(args, (options) => sessionInputs(root, options));
}
