import { UserError } from "../../config/user-error";
import type { ApiClient } from "./api-client";
import { ApiError } from "./api-error";
import { followRun } from "./follow-run";
import { applyRun, createRun, discardRun, type Run, type RunRequest } from "./remote-run";
import { type RunLog, readRunLog } from "./run-log";

/** Options of {@link runInWorkspace}. */
export interface RunOptions {
  /** Asks whether to apply. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Called with a line for people. */
  readonly report: (line: string) => void;
  /** Called with the run's page in a browser, as soon as it exists. */
  readonly onStart: (url: string) => void;
}

/** 0: applied, or nothing to change; 2: a plan with changes. Everything else is an error. */
export type RunStatus = 0 | 2;

interface PlanDocument {
  readonly data: {
    readonly attributes: {
      readonly "resource-additions"?: number;
      readonly "resource-changes"?: number;
      readonly "resource-destructions"?: number;
      readonly "resource-imports"?: number;
      readonly "log-read-url"?: string | null;
    };
  };
}

/**
 * Starts a run, follows it, and applies its plan if that is wanted and the user agrees.
 * @param workspaceUrl page of the workspace
 * @throws UserError when the run ends in any other way
 */
export async function runInWorkspace(
  client: ApiClient,
  workspaceUrl: string,
  request: RunRequest,
  { confirm, report, onStart }: RunOptions,
): Promise<RunStatus> {
  const started = await createRun(client, request);
  const url = `${workspaceUrl}/runs/${started.id}`;
  onStart(url);
  let run = await followRun(client, started, { report });
  if (run.isConfirmable) {
    await describePlan(client, run, report);
    if (!(await confirm(request.isDestroy ? "Destroy all of this?" : "Apply these changes?"))) {
      await discardRun(client, run.id);
      throw new UserError(`Declined: the run was discarded, and nothing was changed. ${url}`);
    }
    await unlessDecided(applyRun(client, run.id));
    run = await followRun(client, run, { report, isConfirmed: true });
  }
  return conclude(client, run, url, report);
}

/** Somebody may have confirmed or discarded it in the browser meanwhile: what happens then is followed. */
async function unlessDecided(request: Promise<void>): Promise<void> {
  await request.catch((error) => {
    if (!(error instanceof ApiError && error.status === 409)) throw error;
  });
}

async function conclude(
  client: ApiClient,
  run: Run,
  url: string,
  report: RunOptions["report"],
): Promise<RunStatus> {
  switch (run.status) {
    case "applied":
      return 0;
    case "planned_and_finished":
      if (!run.hasChanges || !run.planOnly) {
        report("  no changes");
        return 0;
      }
      await describePlan(client, run, report);
      return 2;
    case "errored":
      throw new UserError(`${await errorsOf(client, run)}\n\nThe run failed: ${url}`);
    case "policy_override":
      throw new UserError(
        `A policy failed. The run waits for somebody who may override it, or discard it: ${url}`,
      );
    case "policy_soft_failed":
      throw new UserError(`A policy failed; this plan could not be applied as it is: ${url}`);
    default:
      throw new UserError(
        `The run was ${run.status.replace("_", "-")}, and nothing more happens: ${url}`,
      );
  }
}

async function describePlan(
  client: ApiClient,
  run: Run,
  report: RunOptions["report"],
): Promise<void> {
  if (run.planId === undefined) return;
  const { data } = await client.get<PlanDocument>(`/plans/${run.planId}`);
  const { attributes } = data;
  for (const change of (await logAt(client, attributes["log-read-url"])).changes) {
    report(`  ${change}`);
  }
  const numbers = [
    `${attributes["resource-additions"] ?? 0} to add`,
    `${attributes["resource-changes"] ?? 0} to change`,
    `${attributes["resource-destructions"] ?? 0} to destroy`,
    ...(attributes["resource-imports"] ? [`${attributes["resource-imports"]} to import`] : []),
  ];
  report(`  plan: ${numbers.join(", ")}`);
}

/** The error messages of the apply or, where none ran, of the plan. */
async function errorsOf(client: ApiClient, run: Run): Promise<string> {
  const paths = [
    run.applyId === undefined ? [] : [`/applies/${run.applyId}`],
    run.planId === undefined ? [] : [`/plans/${run.planId}`],
  ].flat();
  for (const path of paths) {
    const { data } = await client.get<PlanDocument>(path);
    const { errors } = await logAt(client, data.attributes["log-read-url"]);
    if (errors.length > 0)
      return errors.map((each) => `Error: ${each.replace(/^Error: /, "")}`).join("\n\n");
  }
  return "The logs contain no error message; a policy or a task of the run may have failed.";
}

/** A log that cannot be read does not change what became of the run. */
async function logAt(client: ApiClient, url: string | null | undefined): Promise<RunLog> {
  if (!url) return { changes: [], errors: [] };
  try {
    return readRunLog(await client.readLog(url));
  } catch (error) {
    if (error instanceof UserError) return { changes: [], errors: [] };
    throw error;
  }
}
