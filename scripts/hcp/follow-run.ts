import type { ApiClient } from "./api-client";
import { type Run, readRun } from "./remote-run";

/** Statuses after which a run never changes. */
const finalStatuses = [
  "applied",
  "planned_and_finished",
  "policy_soft_failed",
  "discarded",
  "errored",
  "canceled",
  "force_canceled",
];

/** Paused until somebody with the permission overrides a policy. */
const policyOverride = "policy_override";

const pollMs = 2_000;

/** Whether a run is over. */
export function isFinal({ status }: Run): boolean {
  return finalStatuses.includes(status);
}

/** Options of {@link followRun}. */
export interface FollowOptions {
  /** Follow it also where it waits for a confirmation, which was given already. @default false */
  readonly isConfirmed?: boolean;
  /** Called with a line for people at every new status. */
  readonly report: (line: string) => void;
}

/**
 * Follows a run until it is over, or waits for somebody.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#run-states
 */
export async function followRun(
  client: ApiClient,
  started: Run,
  { isConfirmed = false, report }: FollowOptions,
): Promise<Run> {
  let run = started;
  let reported = "";
  for (;;) {
    if (run.status !== reported) report(`  ${describeStatus(run.status)}`);
    reported = run.status;
    if (isFinal(run) || run.status === policyOverride) return run;
    if (run.isConfirmable && !isConfirmed) return run;
    await client.pause(pollMs);
    run = await readRun(client, run.id);
  }
}

const descriptions: Readonly<Record<string, string>> = {
  pending: "pending: waits while another run of the workspace is planned, confirmed or applied",
  plan_queued: "plan queued",
  planned: "planned",
  cost_estimated: "cost estimated",
  policy_checked: "policies checked",
  policy_override: "a policy failed and may be overridden",
  policy_soft_failed: "a policy failed",
  planned_and_finished: "planned, nothing to apply",
  apply_queued: "apply queued",
};

function describeStatus(status: string): string {
  return descriptions[status] ?? status.replaceAll("_", " ");
}
