import type { LoadBalancerNetwork, TargetGroup, Traffic } from "../../model/load-balancer.ts";
import { contains } from "../rules/match-condition.ts";

const privateRanges = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
];

/**
 * Why the load balancer cannot reach Cognito's endpoints; `undefined` when it can. They are on the
 * internet, over IPv4 alone.
 * @see https://repost.aws/knowledge-center/elb-configure-authentication-alb
 */
export function cognitoUnreachable(network: LoadBalancerNetwork): string | undefined {
  if (network.securityGroupIds.length === 0) return undefined;
  const open = network.egress.some(
    (traffic) =>
      letsThrough(traffic, 443) && (isPublicIpv4(traffic) || "prefixListId" in traffic.peer),
  );
  return open
    ? undefined
    : "The load balancer's security group lets no HTTPS (TCP 443) out to the internet over IPv4, so it cannot reach Cognito's token endpoint: every login ends in a 500. Add an egress rule for 0.0.0.0/0, port 443.";
}

/** Why requests do not get to a target group's targets; `undefined` when they do. */
export function targetUnreachable(
  network: LoadBalancerNetwork,
  targetGroup: TargetGroup,
): string | undefined {
  const target = network.targetIngress[targetGroup.arn];
  if (target === undefined || network.securityGroupIds.length === 0) return undefined;
  const { port } = targetGroup;
  const out = network.egress.some(
    (traffic) => letsThrough(traffic, port) && reaches(traffic, target.securityGroupIds),
  );
  if (!out) {
    return `The load balancer's security group lets nothing out to the targets of ${targetGroup.address} on port ${port}: requests wait until they time out. Add an egress rule to the targets' security group.`;
  }
  const isIn =
    target.securityGroupIds.length === 0 ||
    target.ingress.some(
      (traffic) => letsThrough(traffic, port) && reaches(traffic, network.securityGroupIds),
    );
  return isIn
    ? undefined
    : `The targets' security group lets nothing in from the load balancer on port ${port} (${targetGroup.address}): requests wait until they time out. Add an ingress rule from the load balancer's security group.`;
}

/** Why browsers cannot connect to a listener; `undefined` when they can. */
export function listenerUnreachable(
  network: LoadBalancerNetwork,
  port: number,
): string | undefined {
  if (network.securityGroupIds.length === 0) return undefined;
  const open = network.ingress.some((traffic) => letsThrough(traffic, port));
  return open
    ? undefined
    : `The load balancer's security group lets nobody in on port ${port}: browsers wait until they give up. Add an ingress rule.`;
}

function letsThrough({ protocol, fromPort, toPort }: Traffic, port: number): boolean {
  if (protocol === "-1" || protocol === "all") return true;
  return (protocol === "tcp" || protocol === "6") && fromPort <= port && port <= toPort;
}

/** Addresses of the targets are not known here, so that any block of addresses counts. */
function reaches({ peer }: Traffic, securityGroupIds: readonly string[]): boolean {
  return !("securityGroupId" in peer) || securityGroupIds.includes(peer.securityGroupId);
}

function isPublicIpv4({ peer }: Traffic): boolean {
  if (!("cidr" in peer) || peer.cidr.includes(":")) return false;
  const [network = "", prefix] = peer.cidr.split("/");
  return prefix === "0" || !privateRanges.some((range) => contains(range, network));
}
