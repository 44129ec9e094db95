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

/**
 * Reads the state of another stack of the same environment. When the state is missing or a condition
 * is false, the plan fails with the name of the stack to deploy. When a remote backend has no state,
 * Terraform reports only the address of the data source, so the id names the stack as well.
 * @see https://developer.hashicorp.com/terraform/language/state/remote-state-data
 */
export function readRemoteState(
  scope: Construct,
  address: StackAddress,
  conditions: readonly StateCondition[],
): TerraformRemoteState {
  const id = `deploy_${address.component.replaceAll("-", "_")}_first`;
  const remoteState = dataSource(scope, id, address);
  const toBlock = ({ condition, errorMessage }: StateCondition) => ({
    condition: `\${${condition}}`,
    error_message: errorMessage,
  });
  remoteState.addOverride("lifecycle", {
    ...(address.state.type === "local" ? { precondition: [toBlock(stateExists(address))] } : {}),
    postcondition: conditions.map(toBlock),
  });
  return remoteState;
}

function stateExists(address: StackAddress): StateCondition {
  const name = stackName(address);
  return {
    condition: `fileexists("\${path.module}/${localStatePath(address)}")`,
    errorMessage: `Stack ${name} has no state yet, and this stack reads its outputs. Deploy ${name} first: cdktf deploy ${name}`,
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
