import { monthly } from "../price-table";
import { resourcesOf, type SynthesizedStack } from "../synthesized-stack";

/** A gateway with its public address. */
export function natGatewayUsd(): number {
  return monthly("natGateway") + monthly("publicIpv4Address");
}

/** Whether the stack creates a VPC. */
export function hasNewNetwork(application: SynthesizedStack): boolean {
  return resourcesOf(application, "aws_vpc").length > 0;
}

export function natGatewayCount(application: SynthesizedStack): number {
  return resourcesOf(application, "aws_nat_gateway").length;
}

/** Availability zones of a network that the stack creates. */
export function zoneCount(owner: SynthesizedStack): number {
  const { value } = owner.outputs.public_subnet_ids ?? {};
  // Every application that creates a VPC publishes its subnets, of which half are private.
  return Array.isArray(value) ? value.length : resourcesOf(owner, "aws_subnet").length / 2;
}

/** Addresses of the load balancer: one in each zone, if it is public. */
export function publicAddressCount(application: SynthesizedStack, zones: number): number {
  return hasLoadBalancer(application) && !isInternal(application) ? zones : 0;
}

/** Whether the stack has a load balancer without public addresses. */
export function isInternal(application: SynthesizedStack): boolean {
  return resourcesOf(application, "aws_lb").some(({ attributes }) => attributes.internal === true);
}

/** Whether the stack has a load balancer of its own. */
export function hasLoadBalancer(application: SynthesizedStack): boolean {
  return resourcesOf(application, "aws_lb").length > 0;
}
