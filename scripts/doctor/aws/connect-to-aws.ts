import { edgeStackName } from "../../../config/constraints/edge";
import { UserError } from "../../../config/user-error";
import { awsCredentials } from "../../deploy/aws-credentials";
import { synthesize } from "../../deploy/synthesize";
import { findTerraform, TerraformStack } from "../../deploy/terraform-stack";
import { AwsClients } from "./aws-clients";
import { type KnownEdge, knownEdge, loadBalancerArnOf } from "./known-edge";
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
      /** Absent where the host has a load balancer of its own, or the state cannot be read. */
      readonly edge: KnownEdge | undefined;
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
    return { clients, loadBalancerArn: undefined, edge: undefined };
  }
  const { deployment, stacks } = await synthesize(root, environment);
  const clients = new AwsClients({
    region: deployment.region,
    credentials: awsCredentials(deployment),
  });
  const address = deployment.addresses.find(({ hostNames }) => hostNames.includes(host));
  if (address === undefined || address.slot !== undefined) {
    const edgeStack = stacks.find(({ name }) => name === edgeStackName);
    const outputs = edgeStack && (await outputsOf(edgeStack.folder));
    const edge = outputs && knownEdge(edgeStack.fullName, deployment.addresses, outputs);
    return {
      clients,
      // A host of no application may be served elsewhere.
      loadBalancerArn: address && edge?.loadBalancerArn,
      edge,
    };
  }
  const stack = stacks.find(({ name }) => name === address.application);
  const outputs = stack && (await outputsOf(stack.folder));
  return { clients, loadBalancerArn: loadBalancerArnOf(outputs), edge: undefined };
}

/** From the state; without it, the load balancer is searched for. */
async function outputsOf(folder: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const terraform = new TerraformStack(findTerraform(), folder);
    await terraform.init();
    return await terraform.outputs();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
