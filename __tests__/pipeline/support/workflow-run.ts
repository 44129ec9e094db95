import type { Workflow } from "./workflow";

/** What takes the place of an action: the runner here has no GitHub to download it from. */
export type Action = (
  inputs: Readonly<Record<string, string>>,
  job: { readonly environment: string },
) => Promise<{ readonly ok?: boolean; readonly env?: Readonly<Record<string, string>> }>;

/** What GitHub would know of a run. */
export interface WorkflowRun {
  readonly workflow: Workflow;
  /** The context `github`. */
  readonly github: Readonly<Record<string, unknown>>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Variables of the repository. */
  readonly vars?: Readonly<Record<string, string>>;
  /** By name without version. */
  readonly actions: Readonly<Record<string, Action>>;
  /** Working directory of the steps. */
  readonly workspace: string;
  /** Environment variables of the runner. */
  readonly env: NodeJS.ProcessEnv;
  /** Programs of these steps are not started. @default - none */
  readonly leavesOut?: (command: string) => boolean;
}
