import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { parser } from "./github-actions";

/** A step, as the file has it. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly "continue-on-error"?: boolean;
}

/** A job, as the file has it. */
export interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly "runs-on": string;
  readonly "timeout-minutes"?: number;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps: readonly Step[];
}

/** A workflow, as the file has it. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(__dirname, "..", "..", "..", ".github", "workflows");

/** Names of the files of this project's workflows. */
export const workflowFiles = readdirSync(folder);

/** The text of a workflow. */
export function workflowText(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

export function readWorkflow(file: string): Workflow {
  return parse(workflowText(file)) as Workflow;
}

/** What GitHub's parser has against a workflow. */
export async function parserErrors(file: string, content: string): Promise<string[]> {
  const { context, value } = parser.parseWorkflow(
    { name: file, content },
    new parser.NoOperationTraceWriter(),
  );
  if (value !== undefined) {
    const { errors = [] } = await parser.convertWorkflowTemplate(context, value);
    const all = [...context.errors.getErrors().map(({ message }) => message)];
    return [...new Set([...all, ...errors.map(({ Message }) => Message)])];
  }
  return context.errors.getErrors().map(({ message }) => message);
}
