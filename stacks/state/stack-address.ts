import type { Environment, State } from "../../config/schema/environment";
import { defaultLocalStateFolder } from "./local-state-folder";

/** The backend of a stack, and its state in this backend. */
export interface StackAddress {
  readonly state: State;
  /** Name of the environment: separates environments that share a backend. */
  readonly environmentName: string;
  /** Region of the environment: default region of an S3 backend. */
  readonly region: string;
  /** What the stack contains: the name of an application, or `shared-identity`. */
  readonly component: string;
  /** Folder of local state, as the stack's folder sees it. */
  readonly localStateFolder: string;
}

/** The address of a stack's state. */
export function stackAddress(
  environment: Environment,
  component: string,
  localStateFolder = defaultLocalStateFolder,
): StackAddress {
  const { state, region, name } = environment;
  return { state, region, environmentName: name, component, localStateFolder };
}

/**
 * Name of a stack: its folder, its name for `cdktf`, and its workspace. No name in an environment file
 * contains two hyphens in a row, so no two environments have a stack name in common.
 */
export function stackName({
  environmentName,
  component,
}: Pick<StackAddress, "environmentName" | "component">): string {
  return `${environmentName}--${component}`;
}

/**
 * State file of the `local` backend. Terraform resolves it from its working directory, which is the
 * stack's folder for every command of `cdktf` and for `terraform -chdir`.
 */
export function localStatePath({
  localStateFolder,
  environmentName,
  component,
}: Pick<StackAddress, "localStateFolder" | "environmentName" | "component">): string {
  return `${localStateFolder}/${environmentName}/${component}.tfstate`;
}

/** Object key of the `s3` backend. */
export function s3StateKey(
  keyPrefix: string,
  { environmentName, component }: StackAddress,
): string {
  return `${keyPrefix}/${environmentName}/${component}.tfstate`;
}
