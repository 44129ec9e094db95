import { type ChildProcess, spawn } from "node:child_process";

/** Options of {@link runProgram}. */
export interface ProgramOptions {
  readonly cwd?: string | undefined;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Text for its standard input, such as a password. @default - an empty input */
  readonly input?: string | undefined;
  /** Show what it prints while it runs. @default false */
  readonly isShown?: boolean | undefined;
  /**
   * Let it end by itself after an interruption, such as an apply: the AWS provider cancels its calls
   * when Terraform is interrupted, and loses track of what they created. A second interruption reaches
   * the program. @default false
   */
  readonly mustFinish?: boolean | undefined;
}

/** How a program ended. */
export interface ProgramResult {
  readonly ok: boolean;
  readonly stdout: string;
  /** Both streams, in the order of arrival. */
  readonly output: string;
}

/** The user pressed Ctrl-C, or something ended this process. */
export class Interrupted extends Error {}

interface RunningProgram {
  readonly child: ChildProcess;
  readonly mustFinish: boolean;
}

const running = new Set<RunningProgram>();
let interruptions = 0;

/** When this process is asked to end, ends the running program and starts no other one. */
export function endWhenInterrupted(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, interrupt);
  }
}

function interrupt(): void {
  interruptions += 1;
  const isRepeated = interruptions > 1;
  for (const { child, mustFinish } of running) {
    if (!mustFinish || isRepeated) child.kill("SIGINT");
    else console.error("\nInterrupted. Waiting until the apply has ended …");
  }
}

/** Rejects with {@link Interrupted} once this process was asked to end. */
export function stopIfInterrupted(): void {
  if (interruptions > 0) throw new Interrupted();
}

/** Runs a program to its end; does not throw when it fails. */
export async function runProgram(
  executable: string,
  args: readonly string[],
  { cwd, env = process.env, input, isShown = false, mustFinish = false }: ProgramOptions = {},
): Promise<ProgramResult> {
  stopIfInterrupted();
  const result = await new Promise<ProgramResult>((resolve, reject) => {
    // A process group of its own: Ctrl-C in a terminal reaches this process only.
    const child = spawn(executable, args, { cwd, env, detached: process.platform !== "win32" });
    const program = { child, mustFinish };
    running.add(program);
    let stdout = "";
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (stream === child.stdout) stdout += text;
        if (isShown) process.stderr.write(text);
      });
    }
    child.once("error", reject);
    child.once("close", (code) => {
      running.delete(program);
      resolve({ ok: code === 0, stdout, output });
    });
    // A program that ends without reading its input is not an error of this one.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
  stopIfInterrupted();
  return result;
}
