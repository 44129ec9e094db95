import { fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { Deployment } from "../../synthesis/deployment";

/**
 * Credentials for what Terraform does not do: the caller's, or those of the role that the provider
 * assumes, as the environment file says.
 */
export function awsCredentials({ provider, region }: Pick<Deployment, "provider" | "region">) {
  const role = provider.assumeRole;
  if (role === undefined) return fromNodeProviderChain();
  return fromTemporaryCredentials({
    params: {
      RoleArn: role.roleArn,
      RoleSessionName: role.sessionName ?? "deploy",
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    },
    clientConfig: { region },
  });
}
