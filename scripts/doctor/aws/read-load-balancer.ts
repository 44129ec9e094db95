import {
  type Certificate,
  DescribeLoadBalancerAttributesCommand,
  type Listener,
  type LoadBalancer,
  paginateDescribeListenerCertificates,
  paginateDescribeListeners,
  paginateDescribeRules,
  type Rule,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { AwsClients } from "./aws-clients";
import { appliesToHost } from "./host-of-rule";

/** A listener with its rules in the order of evaluation. */
export interface ReadListener {
  readonly listener: Listener;
  /** ARNs of the default certificate and of those chosen by host name. */
  readonly certificateArns: readonly string[];
  readonly rules: readonly Rule[];
}

/** A load balancer as it is in AWS. */
export interface ReadLoadBalancer {
  readonly loadBalancer: LoadBalancer;
  readonly listeners: readonly ReadListener[];
  /** Values by key, such as `access_logs.s3.enabled`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Listeners of a load balancer, with what belongs to them. */
export async function readListeners(
  { loadBalancing: client }: AwsClients,
  loadBalancerArn: string,
): Promise<ReadListener[]> {
  const listeners: ReadListener[] = [];
  const pages = paginateDescribeListeners({ client }, { LoadBalancerArn: loadBalancerArn });
  for await (const { Listeners = [] } of pages) {
    for (const listener of Listeners) {
      const { ListenerArn, Protocol } = listener;
      const rules: Rule[] = [];
      for await (const { Rules = [] } of paginateDescribeRules({ client }, { ListenerArn })) {
        rules.push(...Rules);
      }
      const certificates: Certificate[] = [...(listener.Certificates ?? [])];
      if (Protocol === "HTTPS") {
        const found = paginateDescribeListenerCertificates({ client }, { ListenerArn });
        for await (const { Certificates = [] } of found) certificates.push(...Certificates);
      }
      const arns = certificates.flatMap(({ CertificateArn }) => CertificateArn ?? []);
      listeners.push({
        listener,
        certificateArns: [...new Set(arns)],
        rules: rules.sort((one, other) => priorityOf(one) - priorityOf(other)),
      });
    }
  }
  return listeners;
}

/** Attributes of a load balancer by their key. */
export async function readAttributes(
  { loadBalancing }: AwsClients,
  loadBalancerArn: string,
): Promise<Record<string, string>> {
  const { Attributes = [] } = await loadBalancing.send(
    new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: loadBalancerArn }),
  );
  return Object.fromEntries(Attributes.map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** Rules of the HTTPS listeners that a request to the host can match. */
export function rulesForHost({ listeners }: ReadLoadBalancer, host: string): readonly Rule[] {
  return listeners
    .filter(({ listener }) => listener.Protocol === "HTTPS")
    .flatMap(({ rules }) => rules.filter((rule) => appliesToHost(rule, host)));
}

function priorityOf({ Priority }: Rule): number {
  return Priority === undefined || Priority === "default" ? Number.MAX_VALUE : Number(Priority);
}
