import type { Finding } from "./finding";
import type { StepId } from "./step-id";

/** What came out of a step. */
export interface StepResult {
  readonly id: StepId;
  /** `failed` with a finding of severity `error`; `skipped` when there was nothing to judge. */
  readonly result: "ok" | "failed" | "skipped";
  /** What was seen, or why the step was skipped: one sentence each, without secrets. */
  readonly seen: readonly string[];
  readonly findings: readonly Finding[];
}

/** @param seen What was seen, one sentence each. */
export function judged(
  id: StepId,
  seen: readonly string[],
  findings: readonly Finding[] = [],
): StepResult {
  const hasError = findings.some(({ severity }) => severity === "error");
  return { id, result: hasError ? "failed" : "ok", seen, findings };
}

/** @param reason Why there is nothing to judge. */
export function skipped(id: StepId, reason: string): StepResult {
  return { id, result: "skipped", seen: [reason], findings: [] };
}
