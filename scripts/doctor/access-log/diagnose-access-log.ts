import { UserError } from "../../../config/user-error";
import { type Diagnosis, diagnosisOf } from "../diagnosis";
import { explainLog } from "./explain-log";
import { linesOf, linesOfFile } from "./read-lines";

/**
 * `--log-line` and `--log-file`: explains lines of an access log, without any connection.
 * @param logLine One line, or several; `-` for standard input.
 * @param logFile Path of a file, or `-` for standard input.
 * @throws UserError when no line can be read
 */
export async function diagnoseAccessLog(
  logLine: string | undefined,
  logFile: string | undefined,
): Promise<Diagnosis> {
  const { step, entryCount, problem } = await explainLog(linesToRead(logLine, logFile));
  if (entryCount > 0) return diagnosisOf("access log", [step]);
  const option = logFile === undefined ? "--log-line" : "--log-file";
  throw new UserError(
    problem === undefined
      ? `${option}: there is no line to explain.`
      : `${option}: this is not a line of an access log. ${problem}`,
  );
}

function linesToRead(logLine: string | undefined, logFile: string | undefined) {
  if (logFile === "-" || logLine === "-") return linesOf(process.stdin);
  return logFile === undefined ? (logLine ?? "").split(/\r?\n/) : linesOfFile(logFile);
}
