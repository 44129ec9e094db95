import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Contexts, condition, interpolate } from "./evaluate";
import { runSteps, type StepRun } from "./run-steps";
import type { Job, Workflow } from "./workflow";
import type { WorkflowRun } from "./workflow-run";

/** What became of a job. */
export interface JobRun {
  readonly id: string;
  readonly environment: string;
  readonly result: "success" | "failure" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRun[];
  /** Markdown of its summary. */
  readonly summary: string;
  readonly log: string;
}

/** Runs the jobs of a workflow one after the other. */
export async function runWorkflow(run: WorkflowRun): Promise<readonly JobRun[]> {
  const done: JobRun[] = [];
  for (const [id, job] of Object.entries(run.workflow.jobs)) {
    const needs = [job.needs ?? []].flat();
    const { github, inputs = {}, vars = {} } = run;
    const contexts: Contexts = {
      github,
      inputs,
      vars,
      needs: Object.fromEntries(
        done
          .filter((each) => needs.includes(each.id))
          .map(({ id: name, result, outputs }) => [name, { result, outputs }]),
      ),
    };
    const failed = ancestors(run.workflow, id).some(
      (name) => done.find((each) => each.id === name)?.result !== "success",
    );
    if (!condition(job.if, contexts, { failed })) {
      done.push({
        id,
        environment: "",
        result: "skipped",
        outputs: {},
        steps: [],
        summary: "",
        log: "",
      });
      continue;
    }
    for (const matrix of combinations(job)) {
      done.push(await runJob(id, job, { ...contexts, matrix }, run));
    }
  }
  return done;
}

/** GitHub's `success()` looks at every job before, not only at those that `needs` names. */
function ancestors({ jobs }: Workflow, id: string): string[] {
  const needs = [jobs[id]?.needs ?? []].flat();
  return [...needs, ...needs.flatMap((each) => ancestors({ jobs } as Workflow, each))];
}

function combinations({ strategy }: Job): readonly Readonly<Record<string, string>>[] {
  const [name, values] = Object.entries(strategy?.matrix ?? {})[0] ?? ["", [""]];
  return values.map((value) => ({ [name]: value }));
}

async function runJob(id: string, job: Job, contexts: Contexts, run: WorkflowRun): Promise<JobRun> {
  const folder = mkdtempSync(join(tmpdir(), "job-"));
  try {
    const environment = interpolate(job.environment ?? "", contexts);
    const env = { ...run.workflow.env };
    for (const [name, text] of Object.entries(env)) env[name] = interpolate(text, contexts);
    const { steps, summary, log, failed } = await runSteps(job, {
      contexts: { ...contexts, env },
      env,
      environment,
      folder,
      run,
    });
    const outputs = Object.fromEntries(steps.map((step) => [step.id, { outputs: step.outputs }]));
    const result = failed ? "failure" : "success";
    return {
      id,
      environment,
      result,
      outputs: Object.fromEntries(
        Object.entries(job.outputs ?? {}).map(([name, text]) => [
          name,
          interpolate(text, { ...contexts, steps: outputs }),
        ]),
      ),
      steps,
      summary,
      log,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
