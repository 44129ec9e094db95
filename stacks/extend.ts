import type { ApplicationStack } from "./application-stack";
import type { SharedIdentityStack } from "./shared-identity-stack";

/** The stacks of an environment, complete, before anything is written. */
export interface ExtendableStacks {
  readonly identity: SharedIdentityStack;
  /** The applications' stacks by name. */
  readonly applications: Readonly<Record<string, ApplicationStack>>;
  /**
   * The stack of one application.
   * @throws UserError where the environment has no such application
   */
  readonly application: (name: string) => ApplicationStack;
}

/**
 * Adds what the environment file has no field for: constructs of CDKTF, or overrides of existing ones.
 * It runs at every synthesis, after the environment has been checked.
 *
 * @example
 * export const extend: Extend = ({ application }) => {
 *   application("tasks").resource(Lb).addOverride("enable_waf_fail_open", true);
 * };
 */
export type Extend = (stacks: ExtendableStacks) => void;
