import type { Emulator } from "../runtime/emulator.ts";

const parentCheckMs = 1_000;

/** Closes the emulator and ends the process on a signal; rotates keys on SIGUSR2. */
export function stopOnSignal(emulator: Emulator): void {
  let isStopping = false;
  const stop = () => {
    // A second Ctrl-C does not wait.
    if (isStopping) process.exit(1);
    isStopping = true;
    process.stdout.write("\nStopping …\n");
    emulator.close().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  process.on("SIGUSR2", () => emulator.rotateKeys());
  // npm runs scripts in a shell that does not pass signals on, so the end of npm is polled for.
  const { ppid } = process;
  if (process.env.npm_lifecycle_event === undefined) return;
  setInterval(() => {
    if (process.ppid !== ppid && !isStopping) stop();
  }, parentCheckMs).unref();
}
