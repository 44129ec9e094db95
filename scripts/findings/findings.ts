import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acceptedFindings } from "../../config/accepted-findings";
import { UserError } from "../../config/user-error";
import { chosenEnvironments } from "../chosen-environments";
import { readSynthesizedStacks } from "../cost/synthesized-stack";
import { synthesize } from "../deploy/synthesize";
import { parseCommandLine, usage } from "./command-line";
import { acceptanceOf, findFindings, findingChecks } from "./find-findings";
import type { Finding } from "./finding-check";
import { findingsPage } from "./findings-page";
import { checkovFile, trivyFile } from "./ignore-files";

/** What `npm run findings` writes, by path from the project's folder. */
export function findingsFiles(): Readonly<Record<string, string>> {
  return {
    ".checkov.yaml": checkovFile(acceptedFindings, findingChecks),
    ".trivyignore.yaml": trivyFile(acceptedFindings, findingChecks),
    "docs/findings.md": findingsPage(acceptedFindings, findingChecks),
  };
}

/**
 * `npm run findings`: checks the synthesized JSON, and writes the scanners' files.
 * @param root the project's folder
 * @param now the time that the entries' days are compared with
 * @returns the exit status
 */
export async function findings(
  root: string,
  args: readonly string[],
  now: Date = new Date(),
): Promise<number> {
  const output = mkdtempSync(join(tmpdir(), "findings-"));
  try {
    const { help, environment } = parseCommandLine(args);
    if (help) {
      console.log(usage);
      return 0;
    }
    let open = 0;
    for (const name of chosenEnvironments(root, environment, "npm run findings")) {
      const { stacks } = await synthesize(root, name, join(output, name));
      const found = findFindings(readSynthesizedStacks(stacks));
      const notAccepted = found.filter((finding) => acceptanceOf(finding, now) === undefined);
      console.log(
        `${name}: ${notAccepted.length} open, ${found.length - notAccepted.length} accepted`,
      );
      for (const finding of notAccepted) console.log(lineOf(finding));
      open += notAccepted.length;
    }
    for (const [path, text] of Object.entries(findingsFiles())) {
      writeFileSync(join(root, path), text);
    }
    if (open > 0) {
      console.log("\nChange the setting, or accept the finding in config/accepted-findings.ts.");
    }
    return open > 0 ? 1 : 0;
  } catch (error) {
    // Anything else is a bug of this program, and keeps its stack trace.
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function lineOf({ check, stack, address }: Finding): string {
  return `  ${check.ids[0]}  ${stack}  ${address}\n    does not hold: ${check.title} (${check.ids.join(", ")})`;
}
