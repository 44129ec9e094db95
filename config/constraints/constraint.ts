import type { Issue, Path } from "../issue";
import type { Environment } from "../schema/environment";

/** An issue between fields. */
export interface ConstraintIssue extends Omit<Issue, "value"> {
  /** The value to show. @default - the value at the path */
  readonly value?: unknown;
}

/**
 * A check that involves several fields. It runs once every field has passed its own checks.
 * @param isGiven whether the file contains a field, or the field has its default
 */
export type Constraint = (
  environment: Environment,
  isGiven: (path: Path) => boolean,
) => ConstraintIssue[];
