import { parseArgs } from "node:util";
import type { CommandLineOption } from "./command-line-option.ts";
import { UsageError } from "./usage-error.ts";

type Value = string | boolean | (string | boolean)[] | undefined;

/** Values by the option's name. */
export type OptionValues = Partial<Record<string, Value>>;

/** @throws UsageError for an option that is unknown or lacks its value. */
export function parseArguments(
  args: readonly string[],
  options: readonly CommandLineOption[],
  { allowPositionals = false } = {},
): { readonly values: OptionValues; readonly positionals: readonly string[] } {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals,
      options: Object.fromEntries(
        options.map(({ name, value, isRepeatable = false }) => [
          name,
          {
            type: value === undefined ? ("boolean" as const) : ("string" as const),
            multiple: isRepeatable,
            ...(name === "help" && { short: "h" }),
          },
        ]),
      ),
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}. Use the options below.`);
  }
}

/** Values of the caller's own options. */
export function ownValues(
  values: OptionValues,
  ownOptions: readonly CommandLineOption[],
): Readonly<Record<string, string | boolean | undefined>> {
  return Object.fromEntries(
    ownOptions.map(({ name }) => {
      const value = values[name];
      return [name, Array.isArray(value) ? undefined : value];
    }),
  );
}

export function single(value: Value): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function listed(value: Value): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/**
 * The port that an option names; `undefined` without the option, or after an issue.
 * @param issues Gets what is wrong with the text.
 */
export function parsePort(
  option: string,
  text: string | undefined,
  issues: string[],
): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text) && Number(text) <= 65_535) return Number(text);
  issues.push(
    `--${option} "${text}" is not a TCP port. Use an integer from 1 to 65535, or 0 for any free port.`,
  );
  return undefined;
}
