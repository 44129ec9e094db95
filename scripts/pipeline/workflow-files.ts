import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Sets an output of the step.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
export function setOutput(name: string, value: string, variables: Variables): void {
  // A delimiter that the value cannot contain: otherwise it could set other outputs.
  const delimiter = randomUUID();
  append("GITHUB_OUTPUT", `${name}<<${delimiter}\n${value}\n${delimiter}\n`, variables);
}

/**
 * Adds Markdown to the summary of the job.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
export function addSummary(markdown: string, variables: Variables): void {
  append("GITHUB_STEP_SUMMARY", `${markdown}\n`, variables);
}

/** Outside of GitHub there is no file to write to. */
function append(variable: string, text: string, variables: Variables): void {
  const file = variables[variable];
  if (file !== undefined && file !== "") appendFileSync(file, text);
}

/**
 * Prints a message that GitHub shows beside the run.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export function annotate(level: "notice" | "warning" | "error", message: string): void {
  const escaped = message.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  console.log(`::${level}::${escaped}`);
}
