import { type ChildProcess, spawn, spawnSync } from "node:child_process";

const freePorts = ["--port", "0", "--identity-port", "0", "--inspector-port", "0"];

/** What `npm start` runs, without npm, which ends by the signal itself. */
export const startScript = [process.execPath, "scripts/start/run.mjs"] as const;

/** The project started on free ports. */
export class StartedProject {
  /** Everything that was printed. */
  output = "";
  #onOutput: (() => void) | undefined;
  readonly #child: ChildProcess;

  /** @param folder A copy of the project. */
  constructor(folder: string, [program, ...args]: readonly [string, ...string[]]) {
    const { CDKTF_OUTDIR: _, ENVIRONMENT: __, ...env } = process.env;
    // A group of its own, which a terminal's Ctrl-C reaches as a whole.
    this.#child = spawn(program, [...args, ...freePorts], {
      cwd: folder,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
        this.#onOutput?.();
      });
    }
  }

  /** Resolves once the output matches; rejects after two minutes, or when the process ends. */
  printed(pattern: RegExp, from = 0): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = () => {
        clearTimeout(timer);
        reject(new Error(`Not printed: ${pattern}\n${this.output}`));
      };
      const timer = setTimeout(fail, 120_000);
      this.#child.once("exit", fail);
      this.#onOutput = () => {
        if (!pattern.test(this.output.slice(from))) return;
        clearTimeout(timer);
        this.#child.off("exit", fail);
        resolve();
      };
      this.#onOutput();
    });
  }

  /** Address of an application, or of the inspector, in the banner. */
  addressOf(name: string): string {
    return new RegExp(`^ +${name} +(http\\S+?)/?$`, "m").exec(this.output)?.[1] ?? "";
  }

  /** The first user in the banner. */
  get user(): { readonly username: string; readonly password: string } {
    const [, username = "", password = ""] = /(anna@\S+) +(\S+)/.exec(this.output) ?? [];
    return { username, password };
  }

  /** Ctrl-C. @returns the exit status, or the signal that ended it */
  async interrupt(): Promise<number | NodeJS.Signals | null> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null)
      return exitCode ?? signalCode;
    // Once no process has its output any more, not just npm.
    const closed = new Promise<number | NodeJS.Signals | null>((resolve) => {
      this.#child.once("close", (code, signal) => resolve(code ?? signal));
    });
    process.kill(-pid, "SIGINT");
    return closed;
  }
}

/** Command lines of running processes that contain this text. */
export function processesWith(text: string): string[] {
  const { stdout } = spawnSync("ps", ["-eo", "args="], { encoding: "utf8" });
  return stdout.split("\n").filter((command) => command.includes(text));
}
