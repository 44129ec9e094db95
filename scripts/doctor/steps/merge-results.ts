import type { StepResult } from "../step";

/** One result for each step, in the order of the steps' first ones. */
export function mergeResults(results: readonly StepResult[]): StepResult[] {
  const merged = new Map<string, StepResult>();
  for (const result of results) {
    const before = merged.get(result.id);
    merged.set(result.id, before === undefined ? result : merge(before, result));
  }
  return [...merged.values()];
}

function merge(one: StepResult, other: StepResult): StepResult {
  const judgedOnes = [one, other].filter(({ result }) => result !== "skipped");
  const [first = one, second] = judgedOnes;
  if (second === undefined) return first;
  const isSame = (summary: string) => one.findings.some((finding) => finding.summary === summary);
  return {
    id: one.id,
    result: judgedOnes.some(({ result }) => result === "failed") ? "failed" : "ok",
    seen: [...new Set([...one.seen, ...other.seen])],
    findings: [...one.findings, ...other.findings.filter(({ summary }) => !isSame(summary))],
  };
}
