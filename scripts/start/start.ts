import { runCommandLine } from "alb-emulator";
import { emulatorOptions } from "./emulator-options";

/** `npm start`: emulates an environment of this project until Ctrl-C. */
export function start(root: string, args: readonly string[]): Promise<void> {
  return runCommandLine(args, {
    command: "npm start --",
    options: [
      {
        name: "environment",
        value: "NAME",
        description: ["environments/NAME.ts (or ENVIRONMENT=NAME; example)"],
      },
    ],
    configure: ({ emulator, own }) =>
      emulatorOptions(root, environmentName(own.environment), emulator),
  });
}

function environmentName(given: string | boolean | undefined): string | undefined {
  return typeof given === "string" ? given : process.env.ENVIRONMENT;
}
