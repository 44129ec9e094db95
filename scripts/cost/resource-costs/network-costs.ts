import { byUse, type CostLine, fixed, unknown } from "../cost-line";
import { listLength, type StackResource, type SynthesizedStack } from "../synthesized-stack";
import type { ResourceCost } from "./resource-cost";

const publicAddress = "Public IPv4 address";
const sentToInternet = byUse("Data sent to the internet", "trafficToInternet");
/** A load balancer is in at least two zones. */
const minZones = 2;

function loadBalancer({ attributes }: StackResource, stack: SynthesizedStack): readonly CostLine[] {
  const { load_balancer_type = "application", internal, ip_address_type } = attributes;
  if (load_balancer_type !== "application") {
    return [unknown("aws_lb", `load_balancer_type ${JSON.stringify(load_balancer_type)}`)];
  }
  const zones = listLength(stack, attributes.subnets);
  const isPublic = internal !== true && ip_address_type !== "dualstack-without-public-ipv4";
  return [
    fixed("Application Load Balancer", 1, "loadBalancer"),
    ...(isPublic ? [fixed(publicAddress, zones ?? minZones, "publicIpv4Address")] : []),
    ...(isPublic && zones === undefined
      ? [unknown("aws_lb", "its subnets are known to Terraform only; two zones are counted")]
      : []),
    byUse("Load balancer, capacity units (LCU)", "loadBalancerCapacityUnit"),
    ...(isPublic ? [sentToInternet] : []),
  ];
}

function natGateway({ attributes }: StackResource): readonly CostLine[] {
  return [
    fixed("NAT gateway", 1, "natGateway"),
    byUse("NAT gateway, traffic", "natGatewayTraffic"),
    ...(attributes.connectivity_type === "private" ? [] : [sentToInternet]),
  ];
}

function vpcEndpoint({ attributes }: StackResource, stack: SynthesizedStack): readonly CostLine[] {
  const { vpc_endpoint_type = "Gateway", subnet_ids } = attributes;
  // Gateways to S3 and DynamoDB are free.
  if (vpc_endpoint_type === "Gateway") return [];
  if (vpc_endpoint_type !== "Interface") {
    return [unknown("aws_vpc_endpoint", `vpc_endpoint_type ${JSON.stringify(vpc_endpoint_type)}`)];
  }
  const zones = listLength(stack, subnet_ids);
  return [
    fixed("Interface endpoint, in one zone", zones ?? 1, "interfaceEndpoint"),
    ...(zones === undefined
      ? [
          unknown(
            "aws_vpc_endpoint",
            "its subnets are known to Terraform only; one zone is counted",
          ),
        ]
      : []),
    byUse("Interface endpoint, traffic", "interfaceEndpointTraffic"),
  ];
}

function flowLog({ attributes }: StackResource): readonly CostLine[] {
  const { log_destination_type = "cloud-watch-logs" } = attributes;
  switch (log_destination_type) {
    case "cloud-watch-logs":
      return [byUse("VPC flow logs", "logsTakenIn")];
    case "s3":
      return [byUse("VPC flow logs, in a bucket", "logsToBucket")];
    default:
      return [
        unknown("aws_flow_log", `log_destination_type ${JSON.stringify(log_destination_type)}`),
      ];
  }
}

function record({ attributes }: StackResource): readonly CostLine[] {
  // Queries for an alias of a load balancer are free.
  const isAlias = attributes.alias !== undefined;
  return isAlias ? [] : [byUse("DNS queries for records that are no aliases", "dnsQueries")];
}

/** Networks, load balancers and DNS. */
export const networkCosts: Readonly<Record<string, ResourceCost>> = {
  aws_eip: () => [fixed(publicAddress, 1, "publicIpv4Address")],
  aws_flow_log: flowLog,
  aws_lb: loadBalancer,
  aws_nat_gateway: natGateway,
  aws_route53_record: record,
  aws_route53_zone: () => [
    fixed("Route 53 hosted zone", 1, "hostedZone"),
    byUse("DNS queries", "dnsQueries"),
  ],
  aws_vpc_endpoint: vpcEndpoint,
};
