import type { StepId } from "./step-id";

/** A mistake that the doctor can name. docs/doctor.md lists all of them. */
export interface FindingDefinition {
  readonly step: StepId;
  /** `error` where users cannot sign in or cannot use the application. */
  readonly severity: "error" | "warning";
  /** What is wrong, in general. */
  readonly summary: string;
  /** What proves it, in general. */
  readonly proof: string;
  /** What to change, with the path in the environment file. */
  readonly fix: string;
}

/** A mistake that was found. */
export interface Finding {
  /** Stable: a key of the registry of finding definitions. */
  readonly id: string;
  readonly severity: FindingDefinition["severity"];
  readonly step: StepId;
  /** What is wrong here, with the values. */
  readonly summary: string;
  /** What was seen that proves it; without secrets. */
  readonly proof: readonly string[];
  /** What to change here, with the path in the environment file. */
  readonly fix: string;
}

/** What is known of a finding beyond its definition. */
export interface FoundDetails {
  /** @default - the summary of the definition */
  readonly summary?: string | undefined;
  readonly proof: readonly string[];
  /** @default - the fix of the definition */
  readonly fix?: string | undefined;
}
