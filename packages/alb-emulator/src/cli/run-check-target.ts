import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkTarget } from "../check-target/check-target.ts";
import type { TargetCheck, TargetToCheck } from "../check-target/target-check.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import { Emulator } from "../runtime/emulator.ts";
import type { EmulatorOptions } from "../runtime/emulator-options.ts";
import { isNamed, programSlots } from "../runtime/program-slots.ts";
import { type ParsedCheckTargetOptions, parseCheckTargetOptions } from "./check-target-options.ts";
import type { CommandLineOption } from "./command-line-option.ts";
import { checkTargetOptions, usage } from "./option-table.ts";
import type { ParsedOptions } from "./options.ts";
import { keysHint, targetCheckText } from "./target-check-text.ts";
import { UsageError } from "./usage-error.ts";

/** As diff and grep have them. */
const exitCodes = { careful: 0, careless: 1, trouble: 2 } as const;

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What `check-target` needs of the command that has it. */
export interface CheckTargetCommand {
  readonly command: string;
  readonly options: readonly CommandLineOption[];
  readonly configure: (parsed: ParsedOptions) => EmulatorOptions;
  /** @throws UsageError for a command line that was changed on its way. */
  readonly checkArguments: (options: readonly CommandLineOption[]) => void;
}

/**
 * Runs `check-target`: starts the emulator with the program, prints what the program accepted, and stops
 * both. It sets the exit code 1 when the program accepted a forgery, and 2 for wrong usage, a source that
 * cannot be read, or a program about which nothing can be said.
 * @throws Whatever is not an EmulatorError: a bug.
 */
export async function runCheckTarget(
  args: readonly string[],
  { command, options, configure, checkArguments }: CheckTargetCommand,
): Promise<void> {
  const { stdout, stderr } = process;
  const allOptions = [...options, ...checkTargetOptions];
  const usageText = usage(`${command} check-target NAME`, allOptions);
  try {
    checkArguments(allOptions);
    const parsed = parseCheckTargetOptions(args, options);
    if (parsed.help) stdout.write(usageText);
    else await inStateFolder(parsed, (configured) => checkAll(parsed, configure(configured)));
  } catch (error) {
    process.exitCode = exitCodes.trouble;
    if (!(error instanceof EmulatorError)) throw error;
    stderr.write(`${error.message}\n`);
    if (error instanceof UsageError) stderr.write(`\n${usageText}`);
  }
}

/** A state folder of its own, unless one is given: an emulator may be running, and must keep its users. */
async function inStateFolder(
  parsed: ParsedOptions,
  run: (parsed: ParsedOptions) => Promise<void>,
): Promise<void> {
  if (parsed.emulator.stateFolder !== undefined) return run(parsed);
  const stateFolder = mkdtempSync(join(tmpdir(), "check-target-"));
  try {
    await run({ ...parsed, emulator: { ...parsed.emulator, stateFolder } });
  } finally {
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

async function checkAll(
  { target, json }: ParsedCheckTargetOptions,
  options: EmulatorOptions,
): Promise<void> {
  const notices: string[] = [];
  const emulator = new Emulator({
    ...options,
    onEvent: ({ source, event }) => {
      if (source === "notice") notices.push(event.text);
    },
  });
  // The check then ends without a result, and removes its state folder.
  const stop = () => void emulator.close();
  for (const signal of signals) process.once(signal, stop);
  try {
    await emulator.start();
    const checks: TargetCheck[] = [];
    for (const each of targetsOf(emulator, target)) {
      const check = await checkTarget(emulator, each);
      checks.push(check);
      if (!json) process.stdout.write(targetCheckText(check));
      if (check.result === "inconclusive") {
        process.stderr.write(`${keysHint(emulator, check, options.services ?? [])}\n`);
      }
    }
    if (json) process.stdout.write(`${JSON.stringify(checks, undefined, 2)}\n`);
    process.exitCode = exitCodeOf(checks);
  } finally {
    for (const signal of signals) process.off(signal, stop);
    await emulator.close();
    // What the program printed may say why nothing can be said.
    if (process.exitCode === exitCodes.trouble || process.exitCode === undefined) {
      for (const notice of notices.slice(-20)) process.stderr.write(`${notice}\n`);
    }
  }
}

function exitCodeOf(checks: readonly TargetCheck[]): number {
  if (checks.some(({ result }) => result === "inconclusive")) return exitCodes.trouble;
  return checks.some(({ result }) => result === "careless")
    ? exitCodes.careless
    : exitCodes.careful;
}

/** Without an application, the name means the service in every application that has it. */
function targetsOf({ applications }: Emulator, target: TargetToCheck): readonly TargetToCheck[] {
  if (target.application !== undefined) return [target];
  const found = applications
    .filter(({ model }) => programSlots(model).some((slot) => isNamed(slot, target.service)))
    .map(({ model }) => ({ ...target, application: model.application }));
  return found.length === 0 ? [target] : found;
}
