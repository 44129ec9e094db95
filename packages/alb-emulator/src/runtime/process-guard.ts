import { type ChildProcess, spawn } from "node:child_process";

/**
 * Reads process groups from its standard input, all of them in each line. The input ends with the
 * emulator, also when that is killed; then it ends the groups of the last line.
 */
const script = `
while read -r line; do groups=$line; done
for group in $groups; do kill -s TERM -- "-$group" 2>/dev/null; done
[ -z "$groups" ] && exit
sleep 5
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

/** Ends programs when the emulator itself was killed and could not end them. */
export class ProcessGuard {
  readonly #groups = new Set<number>();
  #guard: ChildProcess | undefined;

  add(group: number): void {
    this.#groups.add(group);
    this.#tell();
  }

  remove(group: number): void {
    if (this.#groups.delete(group)) this.#tell();
  }

  /** Ends nothing: the programs have ended before. */
  close(): void {
    this.#guard?.stdin?.end();
    this.#guard = undefined;
  }

  #tell(): void {
    // Windows has no process groups.
    if (process.platform === "win32") return;
    this.#guard ??= start();
    this.#guard.stdin?.write(`${[...this.#groups].join(" ")}\n`);
  }
}

function start(): ChildProcess {
  // In a process group of its own: Ctrl-C must not end it before the emulator.
  const guard = spawn("/bin/sh", ["-c", script], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without it, programs of a killed emulator keep running, and nothing else is lost.
  guard.on("error", () => undefined);
  guard.stdin?.on("error", () => undefined);
  guard.unref();
  return guard;
}
