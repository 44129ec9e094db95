import type {
  LoadBalancerNetwork,
  SecurityGroupRule,
  TargetGroup,
} from "../../model/load-balancer.ts";
import type { LoginAction } from "../../model/login-action.ts";
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
 * @returns why the load balancer cannot reach the endpoints of the identity provider over IPv4;
 *   `undefined` when it can. Those of Cognito are public; another one may be in a private network.
 * @see https://repost.aws/knowledge-center/elb-configure-authentication-alb
 */
export function providerUnreachable(
  network: LoadBalancerNetwork,
  login: LoginAction,
): string | undefined {
  if (login.type === "authenticate-cognito") {
    return reachesInternet(network)
      ? undefined
      : "The security group of the load balancer allows no egress on TCP 443 to the internet over IPv4, so it cannot reach Cognito's token endpoint and every sign-in ends with a 500. Add an egress rule for 0.0.0.0/0, port 443.";
  }
  const { issuer, tokenEndpoint, userInfoEndpoint } = login.provider;
  const closed = [tokenEndpoint, userInfoEndpoint]
    .filter((url) => URL.canParse(url))
    .map((url) => Number(new URL(url).port || 443))
    .find((port) => !reachesPort(network, port));
  return closed === undefined
    ? undefined
    : `The security group of the load balancer allows no egress on TCP ${closed} over IPv4, so it cannot reach the token and user info endpoints of ${issuer} and every sign-in ends with a 500. Add an egress rule for their addresses (0.0.0.0/0 on the internet), port ${closed}.`;
}

/** The provider's addresses are unknown, so every IPv4 range counts. */
function reachesPort({ securityGroupIds, egress }: LoadBalancerNetwork, port: number): boolean {
  return (
    securityGroupIds.length === 0 ||
    egress.some(
      (rule) =>
        allowsPort(rule, port) &&
        ("prefixListId" in rule.peer || ("cidr" in rule.peer && !rule.peer.cidr.includes(":"))),
    )
  );
}

/** @returns why the load balancer cannot fetch key sets; `undefined` when it can. */
export function jwksUnreachable(network: LoadBalancerNetwork): string | undefined {
  return reachesInternet(network)
    ? undefined
    : "The security group of the load balancer allows no egress on TCP 443 to the internet over IPv4, so it cannot fetch the keys of jwks_endpoint and forwards no request. Add an egress rule for 0.0.0.0/0, port 443.";
}

function reachesInternet({ securityGroupIds, egress }: LoadBalancerNetwork): boolean {
  return (
    securityGroupIds.length === 0 ||
    egress.some(
      (rule) => allowsPort(rule, 443) && (isPublicIpv4(rule) || "prefixListId" in rule.peer),
    )
  );
}

/** @returns why requests do not reach the targets of a target group; `undefined` when they do. */
export function targetUnreachable(
  network: LoadBalancerNetwork,
  targetGroup: TargetGroup,
): string | undefined {
  const target = network.targetIngress[targetGroup.arn];
  if (target === undefined || network.securityGroupIds.length === 0) return undefined;
  const { port } = targetGroup;
  const hasEgress = network.egress.some(
    (rule) => allowsPort(rule, port) && matchesPeer(rule, target.securityGroupIds),
  );
  if (!hasEgress) {
    return `The security group of the load balancer has no egress rule for the targets of ${targetGroup.address} on port ${port}, so requests time out. Add an egress rule to the targets' security group.`;
  }
  const hasIngress =
    target.securityGroupIds.length === 0 ||
    target.ingress.some(
      (rule) => allowsPort(rule, port) && matchesPeer(rule, network.securityGroupIds),
    );
  return hasIngress
    ? undefined
    : `The security group of the targets has no ingress rule from the load balancer on port ${port} (${targetGroup.address}), so requests time out. Add an ingress rule from the load balancer's security group.`;
}

/** @returns why browsers cannot connect to a listener; `undefined` when they can. */
export function listenerUnreachable(
  network: LoadBalancerNetwork,
  port: number,
): string | undefined {
  if (network.securityGroupIds.length === 0) return undefined;
  const isAllowed = network.ingress.some((rule) => allowsPort(rule, port));
  return isAllowed
    ? undefined
    : `The security group of the load balancer has no ingress rule for port ${port}, so connections time out. Add an ingress rule.`;
}

function allowsPort({ protocol, fromPort, toPort }: SecurityGroupRule, port: number): boolean {
  if (protocol === "-1" || protocol === "all") return true;
  return (protocol === "tcp" || protocol === "6") && fromPort <= port && port <= toPort;
}

/** The addresses of the targets are unknown, so every CIDR block matches. */
function matchesPeer({ peer }: SecurityGroupRule, securityGroupIds: readonly string[]): boolean {
  return !("securityGroupId" in peer) || securityGroupIds.includes(peer.securityGroupId);
}

function isPublicIpv4({ peer }: SecurityGroupRule): boolean {
  if (!("cidr" in peer) || peer.cidr.includes(":")) return false;
  const [network = "", prefix] = peer.cidr.split("/");
  return prefix === "0" || !privateRanges.some((range) => contains(range, network));
}
