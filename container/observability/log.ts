import { destination, type Logger, pino, stdTimeFunctions } from "pino";

/** Where log lines and metric lines go. */
export type LogSink = ReturnType<typeof destination>;

const flushMs = 250;

/**
 * Standard output, written every 12 KiB or 250 ms: a system call for every line would cost a busy
 * container as much as the rest of its middleware.
 */
export function standardOutput(): LogSink {
  const sink = destination({ dest: 1, minLength: 12_288, sync: true });
  setInterval(() => sink.flush(), flushMs).unref();
  return sink;
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
