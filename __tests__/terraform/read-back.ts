import {
  type Action,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  type Listener,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { type EmulatedAws, loadBalancingClient } from "./emulated-aws";
import { awsAction, awsCondition, type NormalizedRule } from "./normalized-rule";

/** A load balancer as AWS describes it after an apply. */
export interface AppliedLoadBalancer {
  /** Listeners by port. */
  readonly listeners: Readonly<Record<number, Listener>>;
  /** Rules of the HTTPS listener in order of priority, the default last. */
  readonly rules: readonly NormalizedRule[];
  /** `ipv4` or `dualstack`. */
  readonly ipAddressType: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly targetGroups: readonly TargetGroup[];
  /** Attributes of the first target group. */
  readonly targetGroupAttributes: Readonly<Record<string, string>>;
}

interface Attribute {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

function byKey(attributes: readonly Attribute[] = []): Record<string, string> {
  return Object.fromEntries(attributes.map(({ Key = "", Value = "" }) => [Key, Value]));
}

function inOrder(actions: readonly Action[] = []): Record<string, unknown>[] {
  return [...actions].sort((a, b) => (a.Order ?? 0) - (b.Order ?? 0)).map(awsAction);
}

function rank(priority: string): number {
  return priority === "default" ? Number.POSITIVE_INFINITY : Number(priority);
}

/** Describes a load balancer through the AWS API. */
export async function readLoadBalancer(
  aws: EmulatedAws,
  loadBalancerArn: string,
): Promise<AppliedLoadBalancer> {
  const client = loadBalancingClient(aws);
  const of = { LoadBalancerArn: loadBalancerArn };
  const { Listeners = [] } = await client.send(new DescribeListenersCommand(of));
  const listeners = Object.fromEntries(Listeners.map((each) => [each.Port ?? 0, each]));
  const { Rules = [] } = await client.send(
    new DescribeRulesCommand({ ListenerArn: listeners[443]?.ListenerArn }),
  );
  const { LoadBalancers } = await client.send(
    new DescribeLoadBalancersCommand({ LoadBalancerArns: [loadBalancerArn] }),
  );
  const { Attributes } = await client.send(new DescribeLoadBalancerAttributesCommand(of));
  const { TargetGroups = [] } = await client.send(new DescribeTargetGroupsCommand(of));
  const targetGroupAttributes = await client.send(
    new DescribeTargetGroupAttributesCommand({ TargetGroupArn: TargetGroups[0]?.TargetGroupArn }),
  );
  client.destroy();
  return {
    listeners,
    rules: Rules.map(({ Priority = "", Conditions = [], Actions }) => ({
      priority: Priority,
      conditions: Conditions.map(awsCondition).sort(),
      actions: inOrder(Actions),
    })).sort((a, b) => rank(a.priority) - rank(b.priority)),
    ipAddressType: LoadBalancers?.[0]?.IpAddressType,
    attributes: byKey(Attributes),
    targetGroups: TargetGroups,
    targetGroupAttributes: byKey(targetGroupAttributes.Attributes),
  };
}
