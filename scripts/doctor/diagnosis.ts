import type { Finding } from "./finding";
import { joinFindings } from "./join-findings";
import type { StepResult } from "./step";

/** Everything that the doctor found out: what `--json` prints. docs/doctor.md describes it. */
export interface Diagnosis {
  /** Of this shape; a field that is added does not change it. */
  readonly version: 1;
  /** URL, or `access log`. */
  readonly subject: string;
  /** No finding of severity `error`. */
  readonly healthy: boolean;
  readonly steps: readonly Omit<StepResult, "findings">[];
  readonly findings: readonly Finding[];
}

/** @param results In the order of the steps. */
export function diagnosisOf(subject: string, results: readonly StepResult[]): Diagnosis {
  const findings = joinFindings(results.flatMap((result) => result.findings));
  return {
    version: 1,
    subject,
    healthy: !findings.some(({ severity }) => severity === "error"),
    steps: results.map(({ id, result, seen }) => ({ id, result, seen })),
    findings,
  };
}
