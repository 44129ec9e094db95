import type { CommandLine } from "./command-line";
import type { Secrets } from "./hide-secrets";
import type { StepResult } from "./step";

/** What a walk needs to know. */
export interface WalkOptions extends CommandLine {
  readonly url: URL;
}

/** Walks the sign-in of a URL, and judges each step. */
export async function walk(
  _root: string,
  _options: WalkOptions,
  _secrets: Secrets,
): Promise<StepResult[]> {
  return [];
}
