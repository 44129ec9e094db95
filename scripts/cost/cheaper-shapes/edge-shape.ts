import { edgeStackName } from "../../../config/constraints/edge";
import { monthly } from "../price-table";
import { resourcesOf, type SynthesizedStack } from "../synthesized-stack";
import {
  hasLoadBalancer,
  hasNewNetwork,
  isInternal,
  natGatewayCount,
  natGatewayUsd,
  publicAddressCount,
  zoneCount,
} from "./network-facts";
import type { FindShapes } from "./shape";

/** Zones and NAT gateways of an edge with the defaults. */
const edgeZones = 2;

/** One load balancer for the applications that have one each, with one network and one NAT gateway. */
export const edge: FindShapes = (applications) => {
  const shared = applications.find(({ name }) => name === edgeStackName);
  const movable = applications.filter(
    (application) => application !== shared && canMove(application, applications),
  );
  const savesUsd =
    movable.reduce((sum, application) => sum + frontUsd(application), 0) -
    (shared === undefined ? edgeUsd() : 0);
  if (movable.length < (shared === undefined ? 2 : 1) || savesUsd <= 0) return [];
  return [
    {
      setting:
        shared === undefined
          ? 'edge: { … }, and loadBalancer: { type: "edge", slot: … }'
          : 'loadBalancer: { type: "edge", slot: … }',
      applications: movable.map(({ name }) => name),
      savesUsd,
      givesUp:
        "They share a load balancer, its quotas and its VPC: what breaks these breaks all of them, and one team has to own them (docs/shared-edge.md).",
    },
  ];
};

/**
 * Whether an application has a public load balancer and a network of this environment, which nobody
 * needs who stays.
 */
function canMove(application: SynthesizedStack, all: readonly SynthesizedStack[]): boolean {
  if (!hasLoadBalancer(application) || isInternal(application)) return false;
  const owner = ownerOf(application);
  if (owner === undefined || owner.name === edgeStackName) return owner !== undefined;
  const users = all.filter((each) => ownerOf(each) === owner);
  return users.every((each) => hasLoadBalancer(each) && !isInternal(each));
}

/** The stack that creates the network of an application. */
function ownerOf(application: SynthesizedStack): SynthesizedStack | undefined {
  return hasNewNetwork(application)
    ? application
    : [...application.readsFrom.values()].find(hasNewNetwork);
}

/** What an application pays for its own load balancer and NAT gateways. */
function frontUsd(application: SynthesizedStack): number {
  const zones = zoneCount(ownerOf(application) ?? application);
  return (
    resourcesOf(application, "aws_lb").length * monthly("loadBalancer") +
    publicAddressCount(application, zones) * monthly("publicIpv4Address") +
    natGatewayCount(application) * natGatewayUsd()
  );
}

function edgeUsd(): number {
  return monthly("loadBalancer") + edgeZones * monthly("publicIpv4Address") + natGatewayUsd();
}
