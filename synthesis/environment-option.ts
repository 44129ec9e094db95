/** How users call a command that has the option `--environment`. */
type Command =
  | "npm run synth"
  | "npm start"
  | "npm run deploy"
  | "npm run users"
  | "npm run doctor"
  | "npm run lock"
  | "npm run hcp";

/** Of the emulator, which `npm start` runs. */
const subcommands = ["explain", "check-target"];

/**
 * What is wrong with how an environment is chosen: npm took the option for one of its own, so that the
 * command would use another environment than the one that was named, or the option's name is missing.
 * @returns the message, or `undefined` where nothing is wrong
 */
export function environmentOptionMistake(
  command: Command,
  args: readonly string[],
  variables: NodeJS.ProcessEnv,
): string | undefined {
  const [first] = args;
  // npm sets this variable to the value, or to "true" where the value is the next argument.
  const taken = variables.npm_config_environment;
  if (taken !== undefined && taken !== "") {
    const name = taken === "true" ? (first ?? "NAME") : taken;
    return `npm took --environment for an option of its own, so the command did not get it.\nWrite: ${command} -- --environment ${name}`;
  }
  const isSubcommand =
    ["npm run users", "npm run doctor", "npm run hcp"].includes(command) ||
    (command === "npm start" && subcommands.includes(first ?? ""));
  if (first !== undefined && !first.startsWith("-") && !isSubcommand) {
    return `${JSON.stringify(first)} is not an option, so it would have no effect.\nTo choose an environment, write: ${command} -- --environment ${first}`;
  }
  return undefined;
}
