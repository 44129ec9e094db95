import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { edgeStackName } from "../../config/constraints/edge";
import { environmentNames, requireEnvironment } from "../../config/select-environment";
import { UserError } from "../../config/user-error";
import { checkOut } from "./check-out";
import { parseCommandLine, usage } from "./command-line";
import { compareRules } from "./compare-rules";
import {
  type ApplicationChanges,
  changesText,
  describeApplication,
  placeOnEdge,
} from "./describe-changes";
import { type ApplicationRules, nobody, unserved } from "./listener-rules";
import { type ProjectFiles, rulesOfProject } from "./rules-of-project";

/** The exit status for a request that becomes public, or loses its groups. */
const opensStatus = 3;

/**
 * `npm run routes`: says what changes for people since a revision.
 * @param root the project's folder
 * @returns the exit status
 */
export async function routes(root: string, args: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "routes-"));
  try {
    const commandLine = parseCommandLine(args);
    if (commandLine.help) {
      console.log(usage);
      return 0;
    }
    const { revision, environment, json } = commandLine;
    const old: ProjectFiles = { folder: join(folder, "project"), name: revision };
    const current: ProjectFiles = { folder: root, name: "these files" };
    checkOut(root, revision, old.folder);
    const applications: ApplicationChanges[] = [];
    for (const name of chosenEnvironments(old, current, environment)) {
      const [before, after] = await Promise.all([
        rulesOfProject(old, name, join(folder, `before-${name}`)),
        rulesOfProject(current, name, join(folder, `after-${name}`)),
      ]);
      applications.push(...compareApplications(name, before, after));
    }
    console.log(
      json
        ? JSON.stringify({ revision, applications }, null, 2)
        : changesText(revision, applications),
    );
    const opens = applications.some(({ changes }) =>
      changes.some(({ becomesPublic, opensToOthers }) => becomesPublic || opensToOthers),
    );
    return opens ? opensStatus : 0;
  } catch (error) {
    // Anything else is a bug of this program, and keeps its stack trace.
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function chosenEnvironments(
  old: ProjectFiles,
  current: ProjectFiles,
  environment: string | undefined,
): string[] {
  const oldNames = environmentNames(old.folder);
  if (environment === undefined) {
    return [...new Set([...environmentNames(current.folder), ...oldNames])].sort();
  }
  if (!oldNames.includes(environment)) {
    requireEnvironment(environment, {
      root: current.folder,
      example: (name) => `npm run routes -- --diff HEAD~1 --environment ${name}`,
    });
  }
  return [environment];
}

function compareApplications(
  environment: string,
  before: readonly ApplicationRules[],
  after: readonly ApplicationRules[],
): ApplicationChanges[] {
  const names = new Set([...after, ...before].map(({ application }) => application));
  return [...names].sort().map((application) => {
    // Where there is no edge nobody is let through, and its own answer lets nobody through either.
    const rules = [application === edgeStackName ? unserved : nobody];
    const find = (all: readonly ApplicationRules[]): ApplicationRules =>
      all.find((each) => each.application === application) ?? {
        application,
        hostNames: [],
        rules,
      };
    const [old, current] = [find(before), find(after)];
    return describeApplication(
      environment,
      application,
      compareRules(old, current),
      placeOnEdge(old, current),
    );
  });
}
