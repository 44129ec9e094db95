import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import type { ProcessGuard } from "./process-guard.ts";

export interface ProgramOptions {
  /** A command line for the shell, or a program with its arguments. */
  readonly command: string | readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly onOutput: (line: string, stream: "stdout" | "stderr") => void;
  readonly guard: ProcessGuard;
  /** Called when the program ends before `stop` is called. */
  readonly onExit: (reason: string) => void;
}

/** Time for a program to end after SIGTERM, before SIGKILL. */
const stopTimeoutMs = 5_000;

/** A program in a process group of its own, so that what it starts ends with it. */
export class ChildProgram {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #guard: ProcessGuard;
  #isStopping = false;

  constructor(options: ProgramOptions) {
    const { command, env, cwd, guard } = options;
    this.#guard = guard;
    const common: SpawnOptions = { env, cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] };
    this.#child =
      typeof command === "string"
        ? spawn(command, { ...common, shell: true })
        : spawn(command[0], command.slice(1), common);
    if (this.#child.pid !== undefined) guard.add(this.#child.pid);
    for (const stream of ["stdout", "stderr"] as const) {
      eachLine(this.#child, stream, (line) => options.onOutput(line, stream));
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once("error", (error) => {
        if (!this.#isStopping) options.onExit(error.message);
        resolve();
      });
      this.#child.once("exit", (code, signal) => {
        if (!this.#isStopping) options.onExit(signal ? `signal ${signal}` : `exit code ${code}`);
        resolve();
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#signal("SIGTERM");
    const timer = setTimeout(() => this.#signal("SIGKILL"), stopTimeoutMs);
    await this.#ended;
    clearTimeout(timer);
    // Ends what the program started and left running.
    this.#signal("SIGKILL");
    if (this.#child.pid !== undefined) this.#guard.remove(this.#child.pid);
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch {
      // The group has ended already.
    }
  }
}

function eachLine(
  child: ChildProcess,
  stream: "stdout" | "stderr",
  onLine: (line: string) => void,
): void {
  let rest = "";
  child[stream]?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
  child[stream]?.once("end", () => rest && onLine(rest));
}
