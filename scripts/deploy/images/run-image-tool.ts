import { UserError } from "../../../config/user-error";
import { runProgram } from "../run-program";

/**
 * Runs a command of an image tool and shows what it prints.
 * @param input for its standard input: never put a password elsewhere
 * @throws UserError with what it printed
 */
export async function runImageTool(
  program: string,
  args: readonly string[],
  input?: string,
): Promise<void> {
  const isQuiet = input !== undefined;
  const { ok, output } = await runProgram(program, args, { input, isShown: !isQuiet });
  if (ok) return;
  const details = isQuiet ? `:\n\n${output.trim()}` : ". Its messages are above.";
  throw new UserError(`${[program, ...args].join(" ")} failed${details}`);
}

const digestPattern = /^sha256:[0-9a-f]{64}$/;

/** @throws UserError for a tool that reports no digest */
export function checkedDigest(digest: unknown, program: string): string {
  if (typeof digest === "string" && digestPattern.test(digest)) return digest;
  throw new UserError(
    `${program} pushed the image, but reported no digest (${JSON.stringify(digest)}). Update it, or push the ` +
      "image yourself and name it with --image.",
  );
}
