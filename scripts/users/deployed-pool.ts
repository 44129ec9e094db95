import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { UserError } from "../../config/user-error";
import { awsCredentials } from "../deploy/aws-credentials";
import { synthesize } from "../deploy/synthesize";
import { findTerraform, TerraformStack } from "../deploy/terraform-stack";

/** A user pool in AWS, and a client that works on it. */
export interface DeployedPool {
  readonly client: CognitoIdentityProviderClient;
  readonly poolId: string;
}

/**
 * The user pool of an environment, as the state of its shared identity says.
 * @param root the project's folder
 * @throws UserError when it is not deployed
 */
export async function deployedPool(
  root: string,
  environment: string | undefined,
): Promise<DeployedPool> {
  const { deployment, stacks } = await synthesize(root, environment);
  const identity = stacks.find(({ name }) => name === "shared-identity");
  if (identity === undefined) throw new UserError("This environment has no shared identity.");
  const terraform = new TerraformStack(findTerraform(), identity.folder);
  await terraform.init();
  const { user_pool_id: poolId } = await terraform.outputs();
  if (typeof poolId !== "string") {
    throw new UserError(
      `${identity.fullName} is not deployed, so it has no users. First: npm run deploy -- --environment ${environment ?? deployment.name}`,
    );
  }
  const client = new CognitoIdentityProviderClient({
    region: deployment.region,
    credentials: awsCredentials(deployment),
  });
  return { client, poolId };
}
