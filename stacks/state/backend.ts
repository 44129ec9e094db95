import { LocalBackend, S3Backend, type TerraformStack } from "cdktf";
import { CloudBlock } from "./cloud-block";
import { localStatePath, type StackAddress, s3StateKey, stackName } from "./stack-address";

/**
 * Declares the backend of a stack. Always explicit: cdktf's default writes an absolute path of the
 * synthesizing machine into the JSON.
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export function declareBackend(stack: TerraformStack, address: StackAddress): void {
  const { state } = address;
  switch (state.type) {
    case "local":
      new LocalBackend(stack, { path: localStatePath(address) });
      return;
    case "s3":
      new S3Backend(stack, {
        bucket: state.bucket,
        key: s3StateKey(state.keyPrefix, address),
        region: state.region ?? address.region,
        encrypt: true,
        kmsKeyId: state.kmsKeyArn,
      });
      // cdktf 0.21 has no property for Terraform's native lock file.
      stack.addOverride("terraform.backend.s3.use_lockfile", true);
      return;
    case "cloud":
      new CloudBlock(stack, {
        organization: state.organization,
        hostname: state.hostname,
        project: state.project,
        workspaceName: stackName(address),
      });
      return;
  }
}
