import { UserError } from "../../config/user-error";
import { comment, summarize } from "./comment";
import { explainCredentials } from "./explain-credentials";
import { loginCheck } from "./login-check";
import { record } from "./record";
import { checkSettings } from "./settings";
import { checkSharedState } from "./shared-state";

const usage = `Usage: npm run pipeline -- COMMAND

Steps of the workflows in .github/workflows (docs/pipeline.md), which give them their input in
environment variables.

  settings [--required] VARIABLE…   says which variables of the repository are missing
  record NAME -- COMMAND            runs a command, and keeps what it prints and its status as outputs
  summary                           writes routes and plan to the summary of the job
  comment                           the same, and as the one comment of the pull request
  shared-state ENVIRONMENT          fails when the state would be lost with the run
  login-check ENVIRONMENT           runs npm run doctor for the URL of every application
  credentials VARIABLE              says why a role cannot be assumed
`;

/**
 * `npm run pipeline`: what the workflows on GitHub do beyond the commands that people run too.
 * @param root the project's folder
 * @returns the exit status
 */
export async function pipeline(root: string, args: readonly string[]): Promise<number> {
  try {
    return await runCommand(root, args);
  } catch (error) {
    // Anything else is a bug of this program, and keeps its stack trace.
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function runCommand(root: string, [command, ...rest]: readonly string[]): Promise<number> {
  const [name = "", separator, ...words] = rest;
  if (command === "settings" && rest.length > 0) return checkSettings(rest, process.env);
  if (command === "record" && separator === "--" && words.length > 0) {
    return record(name, words, process.env);
  }
  if (command === "summary" && rest.length === 0) return summarize(process.env);
  if (command === "comment" && rest.length === 0) return comment(process.env);
  if (command === "shared-state" && rest.length === 1) return checkSharedState(root, name);
  if (command === "login-check" && rest.length === 1) return loginCheck(root, name);
  if (command === "credentials" && rest.length === 1) return explainCredentials(name, process.env);
  if (command === "--help") {
    console.log(usage);
    return 0;
  }
  throw new UserError(usage);
}
