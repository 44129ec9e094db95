import {
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Deployment } from "../../synthesis/deployment";
import { awsCredentials } from "./aws-credentials";

/**
 * Whether a user pool has a user who is not disabled; `undefined` if the pool cannot be asked, for which the credentials
 * need `cognito-idp:ListUsers`.
 */
export async function hasUsers(
  deployment: Pick<Deployment, "provider" | "region">,
  poolId: string,
): Promise<boolean | undefined> {
  const { region } = deployment;
  const client = new CognitoIdentityProviderClient({
    region,
    credentials: awsCredentials(deployment),
  });
  try {
    const { Users = [] } = await client.send(new ListUsersCommand({ UserPoolId: poolId }));
    return Users.some(({ Enabled }) => Enabled === true);
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
