import { EmulatorError } from "../model/emulator-error.ts";
import { Emulator } from "../runtime/emulator.ts";
import type { EmulatorOptions } from "../runtime/emulator-options.ts";
import { banner } from "./banner.ts";
import type { CommandLineOption } from "./command-line-option.ts";
import { consoleLines } from "./console-lines.ts";
import { bindEmulatorKeys, openApplication } from "./emulator-keys.ts";
import { findSource } from "./given-source.ts";
import { emulatorOptions, usage } from "./option-table.ts";
import { type ParsedOptions, parseOptions } from "./options.ts";
import { runCheckTarget } from "./run-check-target.ts";
import { runExplain } from "./run-explain.ts";
import { stopOnSignal } from "./stop-on-signal.ts";
import { UsageError } from "./usage-error.ts";

/** A command that starts the emulator. */
export interface CommandLine {
  /** How users call it, for the usage text. @example "node serve.js" */
  readonly command: string;
  /** Its own options, besides the emulator's. @default [] */
  readonly options?: readonly CommandLineOption[];
  /** What `--version` prints. @default - there is no such option */
  readonly version?: string;
  /**
   * Whether arguments may name sources without an option, and the current folder is searched for one
   * when nothing does. @default false
   */
  readonly findsSource?: boolean;
  /**
   * Turns what the command line says into options of the emulator. `explain` uses the source only.
   * @throws EmulatorError with a message for the user
   */
  readonly configure: (parsed: ParsedOptions) => EmulatorOptions;
}

/**
 * Runs the emulator as a command until SIGINT (Ctrl-C), SIGTERM or SIGHUP: prints addresses, users and
 * every request. SIGUSR2 rotates the load balancers' keys. With `explain` as the first argument, it
 * starts nothing and explains one request; with `check-target`, it checks one program and ends. An
 * {@link EmulatorError} is printed without its stack and sets the exit code 1, or 2 with these two.
 * @param args Arguments of the command, without `node` and the script.
 * @param commandLine Name, own options and configuration of the command.
 * @throws Whatever is not an EmulatorError: a bug.
 * @example
 * await runCommandLine(process.argv.slice(2), {
 *   command: "serve",
 *   configure: ({ emulator }) => ({ source: synthesizedStacks("stacks"), ...emulator }),
 * });
 */
export async function runCommandLine(
  args: readonly string[],
  commandLine: CommandLine,
): Promise<void> {
  const { command, findsSource = false } = commandLine;
  const { options, configure } = withDefaults(commandLine);
  const [first, ...rest] = args;
  const checkArguments = (known: readonly CommandLineOption[]) =>
    rejectOptionsOfNpm(known, process.env);
  if (first === "explain") {
    return runExplain(rest, { command, options, configure, checkArguments });
  }
  if (first === "check-target") {
    return runCheckTarget(rest, { command, options, configure, checkArguments });
  }
  const { stdout, stderr } = process;
  const usageText = usage(
    findsSource ? `${command} [SOURCE …]` : command,
    [...options, ...emulatorOptions],
    [
      `${command} explain URL [options]         which rule applies to a request, and why`,
      `${command} check-target NAME [options]   which forged identities a program accepts`,
    ],
  );
  try {
    checkArguments([...options, ...emulatorOptions]);
    const parsed = parseOptions(args, options, { acceptsSource: findsSource });
    if (parsed.help) {
      stdout.write(usageText);
      return;
    }
    if (parsed.own.version === true) {
      stdout.write(`${commandLine.version}\n`);
      return;
    }
    const emulator = new Emulator({
      ...configure(parsed),
      onEvent: (event) => {
        for (const line of consoleLines(event, stdout.isTTY)) stdout.write(`${line}\n`);
      },
    });
    stopOnSignal(emulator);
    await emulator.start();
    stdout.write(`${banner(emulator)}\n`);
    if (parsed.open) openApplication(emulator);
    if (process.stdin.isTTY && stdout.isTTY) bindEmulatorKeys(emulator);
  } catch (error) {
    process.exitCode = 1;
    if (!(error instanceof EmulatorError)) throw error;
    stderr.write(`${error.message}\n`);
    if (error instanceof UsageError) stderr.write(`\n${usageText}`);
  }
}

/** Its options with `--version`, and its configuration with the source of the current folder. */
function withDefaults({ command, version, options = [], findsSource, configure }: CommandLine) {
  return {
    options:
      version === undefined
        ? options
        : [...options, { name: "version", description: ["print the version"] }],
    configure: (parsed: ParsedOptions) => {
      if (!findsSource || parsed.emulator.source !== undefined) return configure(parsed);
      const source = findSource(process.cwd(), {
        command,
        onFound: (text) => process.stderr.write(`${text}\n`),
      });
      return configure({ ...parsed, emulator: { ...parsed.emulator, source } });
    },
  };
}

/**
 * Without `--`, npm takes options for its own and passes them as variables only.
 * @throws UsageError that names them
 */
function rejectOptionsOfNpm(
  options: readonly CommandLineOption[],
  variables: Readonly<Record<string, string | undefined>>,
): void {
  if (variables.npm_lifecycle_event === undefined) return;
  const taken = options.filter(({ name }) => variables[`npm_config_${name.replaceAll("-", "_")}`]);
  if (taken.length === 0) return;
  const names = taken.map(({ name }) => `--${name}`).join(" ");
  throw new UsageError(
    `npm took ${names} for an option of its own, so the command did not get it. Write -- before the arguments: npm ${variables.npm_lifecycle_event} -- ${names}`,
  );
}
