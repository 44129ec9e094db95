import { ECRClient, GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { UserError } from "../../../config/user-error";
import type { Deployment } from "../../../synthesis/deployment";
import { awsCredentials } from "../aws-credentials";
import { isLoopbackRegistry } from "./loopback-registry";

/** User and password of a registry, valid for 12 hours. They stay in memory. */
export interface RegistryLogin {
  readonly user: string;
  readonly password: string;
}

/**
 * Asks ECR for a login.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 * @throws UserError with the reason that AWS gives
 */
export async function registryLogin(
  deployment: Pick<Deployment, "provider" | "region">,
): Promise<RegistryLogin> {
  const { region } = deployment;
  const client = new ECRClient({ region, credentials: awsCredentials(deployment) });
  try {
    const { authorizationData = [] } = await client.send(new GetAuthorizationTokenCommand({}));
    const token = authorizationData[0]?.authorizationToken ?? "";
    const [user = "", password = ""] = Buffer.from(token, "base64").toString("utf8").split(":");
    return { user, password };
  } catch (error) {
    throw new UserError(
      `ECR in ${region} gave no login (${(error as Error).message}), so no image can be pushed. The credentials ` +
        "need ecr:GetAuthorizationToken.",
    );
  } finally {
    client.destroy();
  }
}

const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/**
 * Digest of the image that has a tag in a repository; `undefined` if there is none. Tags of the stacks'
 * repositories are immutable, so a tag names one image forever.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull
 */
export async function digestOfTag(
  repository: string,
  tag: string,
  { user, password }: RegistryLogin,
): Promise<string | undefined> {
  const slash = repository.indexOf("/");
  const registry = repository.slice(0, slash);
  const scheme = isLoopbackRegistry(registry) ? "http" : "https";
  const url = `${scheme}://${registry}/v2/${repository.slice(slash + 1)}/manifests/${tag}`;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  try {
    const response = await fetch(url, {
      method: "HEAD",
      headers: { accept: manifestTypes, authorization },
      redirect: "error",
      signal: AbortSignal.timeout(30_000),
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.headers.get("docker-content-digest") ?? undefined;
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? cause.message : message;
    throw new UserError(`The registry ${registry} cannot be asked for ${tag}: ${reason}.`);
  }
}
