import {
  DescribeRepositoriesCommand,
  ECRClient,
  RepositoryNotFoundException,
} from "@aws-sdk/client-ecr";
import { UserError } from "../../config/user-error";
import type { Deployment } from "../../synthesis/deployment";
import { awsCredentials } from "../deploy/aws-credentials";

/**
 * Asks ECR for the URL of each repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html
 * @param names of the repositories, without the registry
 * @returns the URL by name, without those that do not exist
 * @throws UserError with the reason that AWS gives
 */
export async function repositoryUrls(
  deployment: Pick<Deployment, "provider" | "region">,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { region } = deployment;
  const client = new ECRClient({ region, credentials: awsCredentials(deployment) });
  try {
    const urls = new Map<string, string>();
    // One request for each: a request for several fails as a whole when one does not exist.
    for (const name of names) {
      const url = await repositoryUrl(client, name);
      if (url !== undefined) urls.set(name, url);
    }
    return urls;
  } catch (error) {
    throw new UserError(
      `ECR in ${region} does not describe the image repositories: ${(error as Error).message}. The credentials ` +
        "need ecr:DescribeRepositories for them.",
    );
  } finally {
    client.destroy();
  }
}

async function repositoryUrl(client: ECRClient, name: string): Promise<string | undefined> {
  try {
    const { repositories = [] } = await client.send(
      new DescribeRepositoriesCommand({ repositoryNames: [name] }),
    );
    return repositories[0]?.repositoryUri;
  } catch (error) {
    if (error instanceof RepositoryNotFoundException) return undefined;
    throw error;
  }
}
