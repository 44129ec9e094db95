import type { TargetToCheck } from "../check-target/target-check.ts";
import { usersFromFile } from "../cognito/users/users-from-file.ts";
import type { CommandLineOption } from "./command-line-option.ts";
import { checkTargetOptions } from "./option-table.ts";
import type { ParsedOptions } from "./options.ts";
import { listed, ownValues, parseArguments, parsePort, single } from "./parse-arguments.ts";
import { parseServices } from "./service-option.ts";
import { sourceOf } from "./source-options.ts";
import { UsageError } from "./usage-error.ts";

/** What the command line of `check-target` says. */
export interface ParsedCheckTargetOptions extends ParsedOptions {
  readonly target: TargetToCheck;
  readonly json: boolean;
}

/** Of the load balancers' public keys, when a program runs already and has to know it. */
const defaultPublicKeysPort = 8450;

/**
 * Reads the arguments after `check-target`.
 * @throws UsageError with every issue at once
 */
export function parseCheckTargetOptions(
  args: readonly string[],
  ownOptions: readonly CommandLineOption[] = [],
): ParsedCheckTargetOptions {
  const { values, positionals } = parseArguments(args, [...ownOptions, ...checkTargetOptions], {
    allowPositionals: true,
  });
  const issues: string[] = [];
  const help = values.help === true;
  const [name = "", ...others] = positionals;
  const [, application, service = ""] = /^(?:([\w-]+)\/)?([\w-]+)$/.exec(name) ?? [];
  if (positionals.length === 0) {
    issues.push("The name is missing. Write a service after check-target, like web or tasks/web.");
  } else if (service === "") {
    issues.push(`"${name}" is not the name of a service. Use one like web or tasks/web.`);
  }
  if (others.length > 0) {
    issues.push(
      `${others.map((text) => `"${text}"`).join(" ")} comes after the name, and one service is checked at a time. Quote a command that contains spaces.`,
    );
  }
  const path = single(values.path);
  if (path !== undefined && !path.startsWith("/")) {
    issues.push(`--path "${path}" does not begin with /. Use one like /reports.`);
  }
  const services = parseServices(listed(values.service), issues);
  const runsAlready = services.some(({ program }) => "url" in program);
  const groups = listed(values.group);
  const port = (option: "identity-port" | "public-keys-port") =>
    parsePort(option, single(values[option]), issues);
  const emulator = {
    ...sourceOf(values),
    services,
    stateFolder: single(values["state-folder"]),
    port: 0,
    inspectorPort: 0,
    identityPort: port("identity-port") ?? (runsAlready ? undefined : 0),
    publicKeysPort: port("public-keys-port") ?? (runsAlready ? defaultPublicKeysPort : 0),
  };
  if (issues.length > 0 && !help) throw new UsageError(issues.join("\n"));
  const usersFile = single(values.users);
  const users = usersFile === undefined ? {} : { users: usersFromFile(usersFile) };
  return {
    command: "check-target",
    help,
    emulator: { ...emulator, ...users },
    own: ownValues(values, ownOptions),
    target: {
      service,
      application,
      path,
      user: single(values.user),
      groups: groups.length > 0 ? groups : undefined,
    },
    json: values.json === true,
  };
}
