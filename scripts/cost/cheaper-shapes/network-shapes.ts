import { edgeStackName } from "../../../config/constraints/edge";
import { tasksOf } from "../fargate-tasks";
import { monthly, priceText } from "../price-table";
import { resourcesOf, type SynthesizedStack } from "../synthesized-stack";
import {
  hasNewNetwork,
  isInternal,
  natGatewayCount,
  natGatewayUsd,
  publicAddressCount,
  zoneCount,
} from "./network-facts";
import type { FindShapes } from "./shape";

/** One NAT gateway for all zones. */
export const singleNat: FindShapes = (applications) =>
  applications.flatMap((application) => {
    const gateways = natGatewayCount(application);
    if (!hasNewNetwork(application) || gateways < 2) return [];
    return {
      setting: 'network.nat: "single"',
      applications: [application.name],
      savesUsd: (gateways - 1) * natGatewayUsd(),
      givesUp:
        "When the zone of the NAT gateway is lost, containers in the other zones cannot start or fetch keys.",
    };
  });

/** Tasks with public addresses instead of NAT gateways. */
export const noNat: FindShapes = (applications) =>
  applications.filter(hasNewNetwork).flatMap((application) => {
    const gateways = natGatewayCount(application);
    // An internal load balancer reaches Cognito through a NAT gateway.
    if (gateways === 0 || isInternal(application)) return [];
    const users = applications.filter((other) =>
      [...other.readsFrom.values()].includes(application),
    );
    if (users.some(isInternal)) return [];
    const tasks = [application, ...users].flatMap(tasksOf);
    const addresses = tasks.reduce((sum, { number }) => sum + number, 0);
    const savesUsd = gateways * natGatewayUsd() - addresses * monthly("publicIpv4Address");
    if (savesUsd <= 0) return [];
    return [
      {
        setting: 'network.nat: "none"',
        applications: [application.name, ...users.map(({ name }) => name)],
        savesUsd,
        givesUp:
          "Tasks have public addresses, which only their security groups keep closed (CKV_AWS_333, ECS.2). The address that other systems see changes with every task.",
      },
    ];
  });

/** The network of another application of the environment. */
export const sharedNetwork: FindShapes = (applications) => {
  const owners = applications.filter(hasNewNetwork);
  const isShared = (owner: SynthesizedStack) =>
    applications.some(({ readsFrom }) => [...readsFrom.values()].includes(owner));
  const owner = owners.find(isShared) ?? owners[0];
  if (owner === undefined) return [];
  // A network that others use must be its application's own.
  return owners
    .filter(
      (application) =>
        application !== owner && application.name !== edgeStackName && !isShared(application),
    )
    .map((application) => ({
      setting:
        owner.name === edgeStackName
          ? 'network: { type: "edge" }'
          : `network: { type: "application", application: "${owner.name}" }`,
      applications: [application.name],
      savesUsd:
        natGatewayCount(application) * natGatewayUsd() +
        publicAddressCount(application, zoneCount(application)) * monthly("publicIpv4Address") -
        publicAddressCount(application, zoneCount(owner)) * monthly("publicIpv4Address"),
      givesUp: `Both are in one VPC: they share the NAT gateways, whose loss affects both, and can reach each other's addresses as far as security groups allow. A load balancer that is deployed is replaced.`,
    }))
    .filter(({ savesUsd }) => savesUsd > 0);
};

/** A VPC that exists, with its NAT gateways. */
export const existingNetwork: FindShapes = (applications) =>
  applications.filter(hasNewNetwork).map((application) => ({
    setting: 'network: { type: "existing", … }, a VPC that has NAT gateways',
    applications: [application.name],
    savesUsd: natGatewayCount(application) * natGatewayUsd(),
    givesUp:
      "Whoever owns the VPC decides about its routes and NAT gateways. A load balancer that is deployed is replaced.",
  }));

/** Flow logs in a bucket. */
export const flowLogsInBucket: FindShapes = (applications) => {
  const users = applications.filter((application) =>
    resourcesOf(application, "aws_flow_log").some(
      ({ attributes }) => attributes.log_destination_type === undefined,
    ),
  );
  if (users.length === 0) return [];
  return [
    {
      setting: 'network.flowLogDestination: "s3"',
      applications: users.map(({ name }) => name),
      savesByUse: `${priceText("logsToBucket")} instead of ${priceText("logsTakenIn")}`,
      givesUp: "Searching flow logs in CloudWatch: in a bucket they are read with Athena.",
    },
  ];
};

/** Less in the VPC flow logs. */
export const fewerFlowLogs: FindShapes = (applications) => {
  const users = applications.filter((application) =>
    resourcesOf(application, "aws_flow_log").some(
      ({ attributes }) => attributes.traffic_type === "ALL",
    ),
  );
  if (users.length === 0) return [];
  return [
    {
      setting: 'network.flowLogs: "rejected" (or "off")',
      applications: users.map(({ name }) => name),
      savesByUse: priceText("logsTakenIn"),
      givesUp: "Who connected to what is not recorded, only who was rejected (or nothing).",
    },
  ];
};
