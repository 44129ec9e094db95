import {
  DescribeLoadBalancersCommand,
  type LoadBalancer,
  paginateDescribeLoadBalancers,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { AwsClients } from "./aws-clients";
import { certificateCovers, namesHost } from "./host-of-rule";
import { readCertificate } from "./read-certificate";
import {
  type ReadListener,
  type ReadLoadBalancer,
  readAttributes,
  readListeners,
} from "./read-load-balancer";

/** More would take minutes, and calls that AWS throttles. */
const maxLoadBalancers = 100;

/** The load balancer of a host, or why none can be told. */
export type FoundLoadBalancer = ReadLoadBalancer | { readonly reason: string };

/**
 * Finds the load balancer of a host among those of the region: by its DNS name, a rule with the host, or
 * a certificate for it.
 * @param arn If known, such as from an output of the application's stack.
 */
export async function findLoadBalancer(
  clients: AwsClients,
  host: string,
  arn?: string,
): Promise<FoundLoadBalancer> {
  const all = arn === undefined ? await listLoadBalancers(clients) : [await byArn(clients, arn)];
  const matching: { loadBalancer: LoadBalancer; listeners: ReadListener[] }[] = [];
  for (const loadBalancer of all) {
    if (loadBalancer === undefined) continue;
    const listeners = await readListeners(clients, loadBalancer.LoadBalancerArn ?? "");
    const isIt =
      arn !== undefined ||
      loadBalancer.DNSName?.toLowerCase() === host.toLowerCase() ||
      (await serves(clients, listeners, host));
    if (isIt) matching.push({ loadBalancer, listeners });
  }
  const [found, ...others] = matching;
  if (found === undefined) {
    return {
      reason: `None of ${all.length} load balancers in ${clients.region} has a rule or a certificate for ${host}. Name the environment with --environment, or the region with --region.`,
    };
  }
  if (others.length > 0) {
    const names = matching.map(({ loadBalancer }) => loadBalancer.LoadBalancerName).join(", ");
    return {
      reason: `Several load balancers could serve ${host}: ${names}. Name the environment with --environment.`,
    };
  }
  const attributes = await readAttributes(clients, found.loadBalancer.LoadBalancerArn ?? "");
  return { ...found, attributes };
}

async function byArn(
  { loadBalancing }: AwsClients,
  arn: string,
): Promise<LoadBalancer | undefined> {
  const { LoadBalancers = [] } = await loadBalancing.send(
    new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] }),
  );
  return LoadBalancers[0];
}

async function listLoadBalancers({ loadBalancing: client }: AwsClients): Promise<LoadBalancer[]> {
  const found: LoadBalancer[] = [];
  for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client }, {})) {
    found.push(...LoadBalancers.filter(({ Type }) => Type === "application"));
    if (found.length >= maxLoadBalancers) break;
  }
  return found.slice(0, maxLoadBalancers);
}

async function serves(
  clients: AwsClients,
  listeners: readonly ReadListener[],
  host: string,
): Promise<boolean> {
  if (listeners.some(({ rules }) => rules.some((rule) => namesHost(rule, host)))) return true;
  for (const arn of listeners.flatMap(({ certificateArns }) => certificateArns)) {
    const certificate = await readCertificate(clients, arn);
    if (certificate !== undefined && certificateCovers(certificate.names, host)) return true;
  }
  return false;
}
