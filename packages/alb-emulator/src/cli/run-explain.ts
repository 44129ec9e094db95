import { explainRequest } from "../explain/explain-request.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { EmulatorOptions } from "../runtime/emulator-options.ts";
import type { CommandLineOption } from "./command-line-option.ts";
import { type ParsedExplainOptions, parseExplainOptions } from "./explain-options.ts";
import { differenceText, explanationText } from "./explanation-text.ts";
import { explainOptions, usage } from "./option-table.ts";
import type { ParsedOptions } from "./options.ts";
import { UsageError } from "./usage-error.ts";

/** As diff and grep have them. */
const exitCodes = { asExpected: 0, different: 1, trouble: 2 } as const;

/** What `explain` needs of the command that has it. */
export interface ExplainCommand {
  readonly command: string;
  readonly options: readonly CommandLineOption[];
  readonly configure: (parsed: ParsedOptions) => Pick<EmulatorOptions, "source">;
  /** @throws UsageError for a command line that was changed on its way. */
  readonly checkArguments: (options: readonly CommandLineOption[]) => void;
}

/**
 * Runs `explain`: prints the explanation of one request. It sets the exit code 1 when `--expect` says
 * otherwise, and 2 for wrong usage or a source that cannot be read.
 * @throws Whatever is not an EmulatorError: a bug.
 */
export async function runExplain(
  args: readonly string[],
  { command, options, configure, checkArguments }: ExplainCommand,
): Promise<void> {
  const { stdout, stderr } = process;
  const allOptions = [...options, ...explainOptions];
  const usageText = usage(`${command} explain URL`, allOptions);
  try {
    checkArguments(allOptions);
    const parsed = parseExplainOptions(args, options);
    if (parsed.help) stdout.write(usageText);
    else await explain(parsed, configure(parsed));
  } catch (error) {
    process.exitCode = exitCodes.trouble;
    if (!(error instanceof EmulatorError)) throw error;
    stderr.write(`${error.message}\n`);
    if (error instanceof UsageError) stderr.write(`\n${usageText}`);
  }
}

async function explain(
  { request, expect, json }: ParsedExplainOptions,
  { source }: Pick<EmulatorOptions, "source">,
): Promise<void> {
  const explanation = explainRequest(await source.read(), request);
  process.stdout.write(
    json ? `${JSON.stringify(explanation, undefined, 2)}\n` : explanationText(explanation),
  );
  if (expect === undefined || expect === explanation.access) return;
  process.stderr.write(differenceText(explanation, expect));
  process.exitCode = exitCodes.different;
}
