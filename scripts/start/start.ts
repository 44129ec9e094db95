import { runCommandLine } from "alb-emulator";
import { environmentOptionMistake } from "../../synthesis/environment-option";
import { emulatorOptions } from "./emulator-options";
import { sourceToExplain } from "./source-to-explain";

/** `npm start`: emulates an environment of this project until Ctrl-C, explains one request, or checks one program. */
export async function start(root: string, args: readonly string[]): Promise<void> {
  const mistake = environmentOptionMistake("npm start", args, process.env);
  if (mistake !== undefined) {
    console.error(mistake);
    process.exitCode = 1;
    return;
  }
  await runCommandLine(args, {
    command: "npm start --",
    options: [
      {
        name: "environment",
        value: "NAME",
        description: ["environments/NAME.ts (or ENVIRONMENT=NAME; example)"],
      },
    ],
    configure: ({ command, emulator, own }) => {
      const environment = environmentName(own.environment);
      return command === "explain"
        ? { source: emulator.source ?? sourceToExplain(root, environment) }
        : emulatorOptions(root, environment, emulator);
    },
  });
}

function environmentName(given: string | boolean | undefined): string | undefined {
  return typeof given === "string" ? given : process.env.ENVIRONMENT;
}
