import { writeFileSync } from "node:fs";
import { UserError } from "../../../config/user-error";
import { connectToAws } from "../aws/connect-to-aws";
import type { CommandLine } from "../command-line";
import type { Secrets } from "../hide-secrets";
import { realHostOf } from "../http/address";
import { probe } from "./probe";
import type { ProbeReport } from "./probe-report";

/**
 * `--probe`: writes a file that can be attached to an issue.
 * @returns the exit status
 * @throws UserError when it cannot look, or cannot write the file
 */
export async function runProbe(
  root: string,
  commandLine: CommandLine,
  secrets: Secrets,
): Promise<number> {
  const { url, out, logMinutes } = commandLine;
  if (url === undefined) throw new UserError("--probe needs a URL.");
  const aws = commandLine.aws
    ? await connectToAws(root, realHostOf(url), commandLine)
    : { reason: "It needs AWS credentials: add --aws." };
  try {
    const walk = { ...commandLine, url };
    const report = await probe({ walk, aws, logMinutes, now: new Date() }, secrets);
    write(out, report);
    console.log(commandLine.json ? JSON.stringify(report, null, 2) : reportText(out, report));
    return 0;
  } finally {
    if ("clients" in aws) aws.clients.destroy();
  }
}

function write(file: string, report: ProbeReport): void {
  try {
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`--out: ${JSON.stringify(file)} cannot be written (${code}).`);
  }
}

function reportText(file: string, { questions }: ProbeReport): string {
  const width = Math.max(...questions.map(({ id }) => id.length));
  const lines = questions.map(({ id, status }) => `  ${id.padEnd(width)}  ${status}`);
  const count = questions.filter(({ status }) => status === "observed").length;
  return [
    ...lines,
    "",
    `${count} of ${questions.length} questions observed. Read ${file} before you attach it to an issue: host names, account ids, addresses, tokens and ids are removed from it.`,
  ].join("\n");
}
