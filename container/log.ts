import { destination, type Logger, pino, stdTimeFunctions } from "pino";

/** Where log lines and metric lines go. */
export type LogSink = ReturnType<typeof destination>;

/**
 * Standard output, written asynchronously: while one write is under way, lines gather for the next,
 * so a busy container makes few system calls and an idle one loses nothing.
 */
export function standardOutput(): LogSink {
  return destination({ dest: 1, sync: false });
}

/** JSON lines. Levels by name, because that is what people filter by in CloudWatch. */
export function createLog(level: string, sink: LogSink): Logger {
  return pino(
    {
      level,
      base: null,
      messageKey: "message",
      timestamp: stdTimeFunctions.epochTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    sink,
  );
}
