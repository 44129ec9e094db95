import type { Issue } from "../issue";
import type { Environment } from "../schema/environment";

/** An issue between fields. */
export interface ConstraintIssue extends Omit<Issue, "value"> {
  /** The value to show. @default - the value at the path */
  readonly value?: unknown;
}

/** Checks what no single field can tell. Every field has passed its own checks by then. */
export type Constraint = (environment: Environment) => ConstraintIssue[];
