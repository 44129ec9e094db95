import type { Environment, State } from "../../config/schema/environment";

/** Which state of which backend belongs to a stack. */
export interface StackAddress {
  readonly state: State;
  /** Name of the environment: keeps two environments apart in one backend. */
  readonly environmentName: string;
  /** Region of the environment: where an S3 backend is unless it says otherwise. */
  readonly region: string;
  readonly stackName: string;
}

/** Where a stack of an environment keeps its state. */
export function stackAddress(environment: Environment, stackName: string): StackAddress {
  const { state, region, name } = environment;
  return { state, region, environmentName: name, stackName };
}

/**
 * State file of the `local` backend. Terraform resolves it from the folder it runs in, which for
 * every command of `cdktf` and for `terraform -chdir` is `cdktf.out/stacks/<stack>`.
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

/** Workspace of the `cloud` backend: one for each stack. */
export function workspaceName({ environmentName, stackName }: StackAddress): string {
  return `${environmentName}-${stackName}`;
}
