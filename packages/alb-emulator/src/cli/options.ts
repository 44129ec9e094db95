import { parseArgs } from "node:util";
import type { EmulatorOptions } from "../runtime/emulator-options.ts";
import { synthesizedStacks } from "../sources/synthesized-stacks.ts";
import { type CommandLineOption, emulatorOptions } from "./option-table.ts";
import { parseServiceOption } from "./service-option.ts";
import { UsageError } from "./usage-error.ts";

/** What the command line says. */
export interface ParsedOptions {
  /** Whether the usage text is asked for. */
  readonly help: boolean;
  /** Options of the emulator; `source` only with `--stacks`. */
  readonly emulator: Partial<EmulatorOptions>;
  /** Values of the caller's own options by name. */
  readonly own: Readonly<Record<string, string | boolean | undefined>>;
}

/**
 * Reads the emulator's options and the caller's own.
 * @throws UsageError with every issue at once
 */
export function parseOptions(
  args: readonly string[],
  ownOptions: readonly CommandLineOption[] = [],
): ParsedOptions {
  const values = parse(args, [...ownOptions, ...emulatorOptions]);
  const text = (name: EmulatorOption) => single(values[name]);
  const issues: string[] = [];
  const port = (name: EmulatorOption) => {
    const value = text(name);
    if (value === undefined || isPort(value)) return value === undefined ? value : Number(value);
    issues.push(
      `--${name} "${value}" is not a TCP port. Use an integer from 1 to 65535, or 0 for any free port.`,
    );
    return undefined;
  };
  const services = list(values.service).flatMap((value) => {
    const service = parseServiceOption(value);
    if (typeof service !== "string") return service;
    issues.push(service);
    return [];
  });
  const headers = text("client-oidc-headers");
  const isKnown = headers === undefined || headers === "strip" || headers === "pass";
  if (!isKnown) {
    issues.push(`--client-oidc-headers "${headers}" is not supported. Use "strip" or "pass".`);
  }
  const stacks = text("stacks");
  const emulator: Partial<EmulatorOptions> = {
    ...(stacks !== undefined && { source: synthesizedStacks(stacks) }),
    watch: values.watch === true,
    https: values.https === true,
    port: port("port"),
    identityPort: port("identity-port"),
    inspectorPort: port("inspector-port"),
    services,
    stateFolder: text("state"),
    clientOidcHeaders: isKnown ? headers : undefined,
  };
  if (issues.length > 0) throw new UsageError(issues.join("\n"));
  const own = Object.fromEntries(ownOptions.map(({ name }) => [name, ownValue(values[name])]));
  return { help: values.help === true, emulator, own };
}

type EmulatorOption = (typeof emulatorOptions)[number]["name"];
type Value = string | boolean | (string | boolean)[] | undefined;

function parse(
  args: readonly string[],
  options: readonly CommandLineOption[],
): Partial<Record<string, Value>> {
  try {
    return parseArgs({
      args: [...args],
      options: Object.fromEntries(
        options.map(({ name, value }) => [
          name,
          {
            type: value === undefined ? ("boolean" as const) : ("string" as const),
            multiple: name === "service",
            ...(name === "help" && { short: "h" }),
          },
        ]),
      ),
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}. Use the options below.`);
  }
}

function ownValue(value: Value): string | boolean | undefined {
  return Array.isArray(value) ? undefined : value;
}

function single(value: Value): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function list(value: Value): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function isPort(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) <= 65_535;
}
