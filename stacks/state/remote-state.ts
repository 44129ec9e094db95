import {
  DataTerraformRemoteState,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  NamedRemoteWorkspace,
  type TerraformRemoteState,
} from "cdktf";
import type { Construct } from "constructs";
import { localStatePath, type StackAddress, s3StateKey, stackName } from "./stack-address";

/** A condition that Terraform checks when it reads the state, and the error when it is false. */
export interface StateCondition {
  /** Terraform expression; `self.outputs` contains the outputs. */
  readonly condition: string;
  readonly errorMessage: string;
}

/** A stack whose state others read. */
export interface StateOwner extends StackAddress {
  /** Command of this project that deploys the stack. */
  readonly deployCommand: string;
}

/** What to do where the state lacks something. */
export function deployFirst(owner: StateOwner): string {
  const name = stackName(owner);
  return `Deploy ${name} first: ${owner.deployCommand}, or cdktf deploy ${name}`;
}

/**
 * Reads the state of another stack of the same environment. When the state is missing or a condition
 * is false, the plan fails with the name of the stack to deploy. When a remote backend has no state,
 * Terraform reports only the address of the data source, so the id names the stack as well.
 * @see https://developer.hashicorp.com/terraform/language/state/remote-state-data
 */
export function readRemoteState(
  scope: Construct,
  owner: StateOwner,
  conditions: readonly StateCondition[],
): TerraformRemoteState {
  const id = `deploy_${owner.component.replaceAll("-", "_")}_first`;
  const remoteState = dataSource(scope, id, owner);
  const toBlock = ({ condition, errorMessage }: StateCondition) => ({
    condition: `\${${condition}}`,
    error_message: errorMessage,
  });
  remoteState.addOverride("lifecycle", {
    ...(owner.state.type === "local" ? { precondition: [toBlock(stateExists(owner))] } : {}),
    postcondition: conditions.map(toBlock),
  });
  return remoteState;
}

function stateExists(owner: StateOwner): StateCondition {
  return {
    condition: `fileexists("\${path.module}/${localStatePath(owner)}")`,
    errorMessage: `Stack ${stackName(owner)} has no state yet, and this stack reads its outputs. ${deployFirst(owner)}`,
  };
}

function dataSource(scope: Construct, id: string, address: StackAddress): TerraformRemoteState {
  const { state } = address;
  switch (state.type) {
    case "local":
      return new DataTerraformRemoteStateLocal(scope, id, { path: localStatePath(address) });
    case "s3":
      return new DataTerraformRemoteStateS3(scope, id, {
        bucket: state.bucket,
        key: s3StateKey(state.keyPrefix, address),
        region: state.region ?? address.region,
        kmsKeyId: state.kmsKeyArn,
      });
    case "cloud":
      return new DataTerraformRemoteState(scope, id, {
        organization: state.organization,
        hostname: state.hostname,
        workspaces: new NamedRemoteWorkspace(stackName(address)),
      });
  }
}
