import type { Path } from "../issue";

/** A number of resources that AWS limits. */
export interface Quota {
  readonly path: Path;
  /** What is counted, in the plural. */
  readonly resources: string;
  readonly count: number;
  /** AWS's default. */
  readonly quota: number;
  /** What else counts, or what the quota belongs to. */
  readonly scope: string;
  readonly isAdjustable: boolean;
  /** How to need fewer. */
  readonly alternative: string;
}
