import { UserError } from "../../../config/user-error";
import { awsCredentials } from "../../deploy/aws-credentials";
import { synthesize } from "../../deploy/synthesize";
import { findTerraform, TerraformStack } from "../../deploy/terraform-stack";
import { AwsClients } from "./aws-clients";
import { whyUnreadable } from "./why-unreadable";

/** What the command line says about AWS. */
export interface AwsOptions {
  readonly environment: string | undefined;
  /** @default - that of the environment */
  readonly region: string | undefined;
}

/** Clients for the account of an environment, or why there are none. */
export type AwsConnection =
  | {
      readonly clients: AwsClients;
      /** From the state of the application's stack; `undefined` where it does not say. */
      readonly loadBalancerArn: string | undefined;
    }
  | { readonly reason: string };

/**
 * With the caller's credentials, or with the role that the environment assumes.
 * @param root the project's folder
 * @param host of the application
 */
export async function connectToAws(
  root: string,
  host: string,
  options: AwsOptions,
): Promise<AwsConnection> {
  try {
    return await connect(root, host, options);
  } catch (error) {
    return { reason: whyUnreadable(error) };
  }
}

async function connect(
  root: string,
  host: string,
  { environment, region }: AwsOptions,
): Promise<AwsConnection> {
  if (environment === undefined) {
    const access = { region: region ?? "", provider: { allowedAccountIds: undefined } };
    const clients = new AwsClients({ region: access.region, credentials: awsCredentials(access) });
    return { clients, loadBalancerArn: undefined };
  }
  const { deployment, stacks } = await synthesize(root, environment);
  const clients = new AwsClients({
    region: deployment.region,
    credentials: awsCredentials(deployment),
  });
  const address = deployment.addresses.find(({ url }) => new URL(url).hostname === host);
  const stack = stacks.find(({ name }) => name === address?.application);
  const loadBalancerArn = stack && (await loadBalancerArnOf(stack.folder));
  return { clients, loadBalancerArn };
}

/** From the state; without it, the load balancer is searched for. */
async function loadBalancerArnOf(folder: string): Promise<string | undefined> {
  try {
    const terraform = new TerraformStack(findTerraform(), folder);
    await terraform.init();
    const { load_balancer_arn: arn } = await terraform.outputs();
    return typeof arn === "string" ? arn : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
