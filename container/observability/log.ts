import { type Logger, pino, stdTimeFunctions } from "pino";
import type { LogSink } from "./log-output";

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
