import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Contexts, condition, interpolate } from "./evaluate";
import type { Job, Step } from "./workflow";
import type { WorkflowRun } from "./workflow-run";

/** What became of a step. */
export interface StepRun {
  readonly id: string;
  /** The command, or the action with its version. */
  readonly what: string;
  readonly outcome: "success" | "failure" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
  /** Environment variables that the step sees beside those of the runner. */
  readonly env: Readonly<Record<string, string>>;
}

interface Surroundings {
  readonly contexts: Contexts;
  /** Of the workflow. */
  readonly env: Readonly<Record<string, string>>;
  readonly environment: string;
  /** For the files of the job. */
  readonly folder: string;
  readonly run: WorkflowRun;
}

/** Runs the steps of a job in order, with bash as GitHub's runners call it. */
export async function runSteps(job: Job, surroundings: Surroundings) {
  const steps: StepRun[] = [];
  const exported: Record<string, string> = {};
  let failed = false;
  let summary = "";
  let log = "";
  for (const [index, step] of job.steps.entries()) {
    const id = step.id ?? `step-${index}`;
    const contexts = {
      ...surroundings.contexts,
      steps: Object.fromEntries(steps.map((each) => [each.id, each])),
    };
    const what = step.run ?? step.uses ?? "";
    if (!condition(step.if, contexts, { failed })) {
      steps.push({ id, what, outcome: "skipped", outputs: {}, env: {} });
      continue;
    }
    const own = Object.entries(step.env ?? {}).map(([name, text]) => [
      name,
      interpolate(text, contexts),
    ]);
    const env = { ...surroundings.env, ...exported, ...Object.fromEntries(own) };
    const result =
      step.run === undefined
        ? await useAction(step, contexts, surroundings)
        : await runCommand(step.run, env, index, surroundings);
    Object.assign(exported, result.env);
    log += result.log;
    summary += result.summary;
    const outcome = result.ok ? "success" : "failure";
    steps.push({ id, what, outcome, outputs: result.outputs, env });
    if (!result.ok && step["continue-on-error"] !== true) failed = true;
  }
  return { steps, summary, log, failed };
}

async function useAction(
  { uses = "", with: inputs = {} }: Step,
  contexts: Contexts,
  { environment, run }: Surroundings,
) {
  const name = uses.split("@")[0] ?? "";
  const action = run.actions[name];
  if (action === undefined) throw new Error(`${name} has no substitute in this test`);
  const values = Object.entries(inputs).map(([key, value]) => [
    key,
    interpolate(String(value), contexts),
  ]);
  const { ok = true, env = {} } = await action(Object.fromEntries(values), { environment });
  return { ok, env, outputs: {}, summary: "", log: "" };
}

async function runCommand(
  command: string,
  env: Readonly<Record<string, string>>,
  index: number,
  { folder, run }: Surroundings,
) {
  if (run.leavesOut?.(command) === true) {
    return { ok: true, env: {}, outputs: {}, summary: "", log: "" };
  }
  const file = (name: string) => {
    const path = join(folder, `${name}-${index}`);
    writeFileSync(path, "");
    return path;
  };
  const files = {
    GITHUB_OUTPUT: file("output"),
    GITHUB_ENV: file("env"),
    GITHUB_STEP_SUMMARY: file("summary"),
  };
  const script = file("script.sh");
  writeFileSync(script, command);
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
    cwd: run.workspace,
    env: { ...run.env, ...env, ...files, RUNNER_TEMP: folder, CI: "true", GITHUB_ACTIONS: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  }
  const [status] = (await once(child, "close")) as [number | null];
  return {
    ok: status === 0,
    env: readValues(files.GITHUB_ENV),
    outputs: readValues(files.GITHUB_OUTPUT),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, "utf8"),
    log,
  };
}

/** Reads lines `name=value`, and values of several lines between delimiters. */
function readValues(file: string): Record<string, string> {
  const values: Record<string, string> = {};
  const pattern = /^([^=\n]+?)(?:=(.*)|<<(.+)\n([\s\S]*?)\n?^\3)$/gm;
  for (const [, name = "", line, , lines] of readFileSync(file, "utf8").matchAll(pattern)) {
    values[name] = line ?? lines ?? "";
  }
  return values;
}
