import type { Environment, State } from "../../config/schema/environment";

/** The backend of a stack, and its state in this backend. */
export interface StackAddress {
  readonly state: State;
  /** Name of the environment: separates environments that share a backend. */
  readonly environmentName: string;
  /** Region of the environment: default region of an S3 backend. */
  readonly region: string;
  readonly stackName: string;
}

/** The address of a stack's state. */
export function stackAddress(environment: Environment, stackName: string): StackAddress {
  const { state, region, name } = environment;
  return { state, region, environmentName: name, stackName };
}

/**
 * State file of the `local` backend. Terraform resolves it from its working directory, which is
 * `cdktf.out/stacks/<stack>` for every command of `cdktf` and for `terraform -chdir`.
 */
export function localStatePath({ environmentName, stackName }: StackAddress): string {
  return `../../../terraform-state/${environmentName}/${stackName}.tfstate`;
}

/** Object key of the `s3` backend. */
export function s3StateKey(
  keyPrefix: string,
  { environmentName, stackName }: StackAddress,
): string {
  return `${keyPrefix}/${environmentName}/${stackName}.tfstate`;
}

/** Workspace of the `cloud` backend, one for each stack. */
export function workspaceName({ environmentName, stackName }: StackAddress): string {
  return `${environmentName}-${stackName}`;
}
