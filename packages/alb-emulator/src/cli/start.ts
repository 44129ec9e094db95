import { consoleLines } from "./console-lines.ts";
import { parseOptions, type StartOptions, UsageError, usage } from "./options.ts";
import { Session, type SessionInputs } from "./session.ts";

/** Errors that say all there is to know: shown without a stack trace. */
const plainErrors = ["ReaderError", "LoadBalancerRefusal", "SourceError", "UsageError"];

/** Serves what the arguments and the caller name on this machine until Ctrl-C. */
export async function runSession(
  args: readonly string[],
  inputsOf: (options: StartOptions) => SessionInputs,
): Promise<void> {
  const stdout = process.stdout;
  let session: Session | undefined;
  try {
    const options = parseOptions(args, process.env);
    if (options === "help") {
      stdout.write(usage);
      return;
    }
    session = new Session(inputsOf(options), options);
    session.events.listen((event) => {
      for (const line of consoleLines(event, stdout.isTTY)) stdout.write(`${line}\n`);
    });
    stopOnSignal(session);
    stdout.write(`${await session.start()}\n`);
  } catch (error) {
    process.exitCode = 1;
    if (!isPlain(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    if (error instanceof UsageError) process.stderr.write(`\n${usage}`);
  }
}

function isPlain(error: unknown): error is Error {
  return error instanceof Error && plainErrors.includes(error.constructor.name);
}

const parentCheckMilliseconds = 1_000;

function stopOnSignal(session: Session): void {
  let isStopping = false;
  const stop = () => {
    // Impatience: a second Ctrl-C does not wait.
    if (isStopping) process.exit(1);
    isStopping = true;
    process.stdout.write("\nStopping …\n");
    session.close().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  process.on("SIGUSR2", () => session.rotateKeys());
  // npm runs this in a shell that passes no signal on: whoever ends npm would leave all of it behind.
  const { ppid } = process;
  if (process.env.npm_lifecycle_event === undefined) return;
  setInterval(() => {
    if (process.ppid !== ppid && !isStopping) stop();
  }, parentCheckMilliseconds).unref();
}
