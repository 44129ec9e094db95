import { UserError } from "../../config/user-error";
import { environmentOptionMistake } from "../../synthesis/environment-option";
import { diagnoseAccessLog } from "./access-log/diagnose-access-log";
import { diagnoseInAws } from "./aws/diagnose-in-aws";
import { type CommandLine, parseCommandLine, usage } from "./command-line";
import { type Diagnosis, diagnosisOf } from "./diagnosis";
import { Secrets } from "./hide-secrets";
import { realHostOf } from "./http/address";
import { diagnosisText } from "./print-diagnosis";
import { runProbe } from "./probe/run-probe";
import { readEnvironment } from "./read-environment";
import { readPassword } from "./read-password";
import { walk } from "./walk";

/** Exit statuses, as in the usage. */
const foundErrors = 1;
const couldNotLook = 2;

/**
 * `npm run doctor`: says why somebody cannot sign in.
 * @param root the project's folder
 * @returns the exit status
 */
export async function doctor(root: string, args: readonly string[]): Promise<number> {
  const secrets = new Secrets();
  try {
    const mistake = environmentOptionMistake("npm run doctor", args, process.env);
    if (mistake !== undefined) throw new UserError(mistake);
    const commandLine = parseCommandLine(args);
    if (commandLine.mode === "help") {
      console.log(usage);
      return 0;
    }
    if (commandLine.mode === "probe") return await runProbe(root, commandLine, secrets);
    // Whatever a step says by mistake, no secret gets past this line.
    const diagnosis = secrets.hideIn(await diagnose(root, commandLine, secrets));
    console.log(commandLine.json ? JSON.stringify(diagnosis, null, 2) : diagnosisText(diagnosis));
    return diagnosis.healthy ? 0 : foundErrors;
  } catch (error) {
    // Anything else is a bug of this program, and keeps its stack trace.
    if (!(error instanceof UserError)) throw error;
    console.error(secrets.hide(error.message));
    return couldNotLook;
  }
}

async function diagnose(
  root: string,
  commandLine: CommandLine,
  secrets: Secrets,
): Promise<Diagnosis> {
  const { url, logLine, logFile, user, environment } = commandLine;
  if (url === undefined) return diagnoseAccessLog(logLine, logFile);
  const model = environment === undefined ? undefined : await readEnvironment(root, environment);
  const credentials = user === undefined ? undefined : { user, password: await readPassword(user) };
  const walked = await walk({ ...commandLine, url, model, credentials }, secrets);
  const inAws = commandLine.aws ? await diagnoseInAws(root, realHostOf(url), commandLine) : [];
  return diagnosisOf(url.href, [...walked, ...inAws]);
}
