import { TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Network } from "../../constructs/network/network";
import { type NetworkPromises, networkConditions, networkFromState } from "./network-contract";
import { deployFirst, readRemoteState, type StateOwner } from "./remote-state";
import { stackName } from "./stack-address";

/** Changes when an application could not work with the outputs of an older edge. */
const contractVersion = 1;

/** Outputs that applications read as strings. */
const outputs = {
  loadBalancerArn: {
    name: "load_balancer_arn",
    description: "ARN of the load balancer, the signer of its tokens",
  },
  loadBalancerArnSuffix: {
    name: "load_balancer_arn_suffix",
    description: "Name of the load balancer in CloudWatch metrics",
  },
  loadBalancerDnsName: {
    name: "load_balancer_dns_name",
    description: "DNS name of the load balancer",
  },
  loadBalancerHostedZoneId: {
    name: "load_balancer_zone_id",
    description: "ID of the hosted zone of the load balancer's DNS name",
  },
  loadBalancerSecurityGroupId: {
    name: "load_balancer_security_group_id",
    description: "ID of the load balancer's security group, to which applications add egress rules",
  },
  httpsListenerArn: {
    name: "https_listener_arn",
    description: "ARN of the listener that applications add rules and certificates to",
  },
  clusterArn: { name: "cluster_arn", description: "ARN of the ECS cluster" },
  clusterName: { name: "cluster_name", description: "Name of the ECS cluster" },
  accessLogBucketName: {
    name: "access_log_bucket_name",
    description: "Name of the bucket for the load balancer's access logs",
  },
  region: { name: "region", description: "Region of the load balancer" },
} as const;

const versionOutput = {
  name: "edge_contract_version",
  description: "Version of these outputs",
} as const;
const slotsOutput = {
  name: "slots",
  description: "Slots of the applications on the HTTPS listener, by application",
} as const;
const idleTimeoutOutput = {
  name: "idle_timeout_seconds",
  description: "Seconds that an idle connection stays open",
} as const;

/** Values of an edge as Terraform expressions. */
export type EdgeValues = Readonly<Record<keyof typeof outputs, string>>;

/** What the stack of an edge publishes, besides its network. */
export interface PublishedEdge {
  readonly values: EdgeValues;
  /** By application. */
  readonly slots: Readonly<Record<string, number>>;
  readonly idleTimeoutSeconds: number;
}

/** Declares the contract as outputs of the edge's stack. */
export function publishEdge(
  stack: TerraformStack,
  { values, slots, idleTimeoutSeconds }: PublishedEdge,
): void {
  const scope = new Construct(stack, "outputs");
  const output = ({ name, description }: Described, value: unknown) =>
    new TerraformOutput(scope, name, { value, description, staticId: true });
  output(versionOutput, contractVersion);
  for (const [key, described] of Object.entries(outputs)) {
    output(described, values[key as keyof EdgeValues]);
  }
  output(slotsOutput, slots);
  output(idleTimeoutOutput, idleTimeoutSeconds);
}

/** What an application requires of its edge. */
export interface RequiredEdge {
  /** The application's name in the environment. */
  readonly application: string;
  readonly slot: number;
  readonly idleTimeoutSeconds: number;
  readonly network: NetworkPromises;
}

/** An edge as one of its applications uses it. */
export interface ReadEdge extends EdgeValues {
  readonly network: Network;
}

/**
 * Reads the contract from the edge's state. The plan fails with the stack to deploy when the state lacks
 * an output, or is not yet, or no longer, what the environment says about the edge.
 * @param edge address of the edge's state
 */
export function readEdge(
  stack: TerraformStack,
  edge: StateOwner,
  { application, slot, idleTimeoutSeconds, network }: RequiredEdge,
): ReadEdge {
  const name = stackName(edge);
  const fix = deployFirst(edge);
  const names = Object.values(outputs).map((each) => JSON.stringify(each.name));
  const remoteState = readRemoteState(stack, edge, [
    {
      condition: `try(self.outputs.${versionOutput.name}, 0) == ${contractVersion}`,
      errorMessage: `The state of stack ${name} does not have version ${contractVersion} of the edge's outputs, which this stack reads: it was deployed by another version of this project, or not to its end. ${fix}`,
    },
    {
      condition: `alltrue([for name in [${names.join(", ")}] : contains(keys(self.outputs), name)])`,
      errorMessage: `The state of stack ${name} lacks an output that this stack reads, so its value is unknown. ${fix}`,
    },
    {
      condition: `try(self.outputs.${outputs.region.name}, "") == ${JSON.stringify(edge.region)}`,
      errorMessage: `The load balancer of stack ${name} is not in ${edge.region}, and targets are in its own region. ${fix}`,
    },
    {
      condition: `try(self.outputs.${slotsOutput.name}[${JSON.stringify(application)}], 0) == ${slot}`,
      errorMessage: `Stack ${name} does not give slot ${slot} to application ${application}, so its rules could take the priorities of another application. ${fix}`,
    },
    {
      condition: `try(self.outputs.${idleTimeoutOutput.name}, 0) == ${idleTimeoutSeconds}`,
      errorMessage: `The load balancer of stack ${name} does not close idle connections after ${idleTimeoutSeconds} seconds, as the environment says, and containers keep theirs open for longer than that. ${fix}`,
    },
    ...networkConditions(edge, network),
  ]);
  const values = Object.entries(outputs).map(([key, each]) => [
    key,
    remoteState.getString(each.name),
  ]);
  return {
    ...(Object.fromEntries(values) as EdgeValues),
    network: networkFromState(remoteState, network),
  };
}

interface Described {
  readonly name: string;
  readonly description: string;
}
