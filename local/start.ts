import { consoleLines } from "./start/console-lines";
import { parseOptions, UsageError, usage } from "./start/options";
import { Session } from "./start/session";

/** Errors that say all there is to know: shown without a stack trace. */
const plainErrors = ["ReaderError", "LoadBalancerRefusal", "SourceError", "UsageError"];

/** `npm start`: serves an environment on this machine until Ctrl-C. */
export async function start(root: string, args: readonly string[]): Promise<void> {
  const stdout = process.stdout;
  let session: Session | undefined;
  try {
    const options = parseOptions(args, process.env);
    if (options === "help") {
      stdout.write(usage);
      return;
    }
    session = new Session(root, options);
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

function stopOnSignal(session: Session): void {
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
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
    });
  }
}
