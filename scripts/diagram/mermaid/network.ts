import type { NetworkBalancer, NetworkOfVpc } from "../model/network";
import { egressLines } from "../svg/network-egress";
import { quoted } from "./escape";

/** The networks as a flowchart. */
export function networkMermaid(networks: readonly NetworkOfVpc[]): string {
  return ["flowchart TB", ...networks.flatMap(networkLines), ""].join("\n");
}

function networkLines(network: NetworkOfVpc, index: number): string[] {
  const { name, isExisting, zones, balancers, applications } = network;
  const vpc = `vpc${index + 1}`;
  const services = applications.flatMap((application, at) =>
    application.services.map((service, serviceAt) => ({
      ...service,
      id: `${vpc}_task${at + 1}_${serviceAt + 1}`,
      balancer: `${vpc}_lb${balancers.findIndex(({ stack }) => stack === application.balancer) + 1}`,
      slot: balancers
        .flatMap(({ slots }) => slots)
        .find((each) => each.application === application.name)?.slot,
      label: `${application.name} / ${service.name}, port ${service.port}, ${service.tasks}`,
    })),
  );
  return [
    `  subgraph ${vpc}[${quoted(`${isExisting ? "Existing VPC" : "VPC"} ${name}`)}]`,
    ...balancers.map(
      ({ name: balancer, isInternal, isExisting: isOthers }, at) =>
        `    ${vpc}_lb${at + 1}[${quoted(`Load balancer ${balancer}, ${isOthers ? "existing" : isInternal ? "internal" : "internet-facing"}`)}]`,
    ),
    ...zones.flatMap(({ name: zone, publicSubnets, privateSubnets }, at) => [
      `    subgraph ${vpc}_zone${at + 1}[${quoted(zone || `Subnets ${at + 1}`)}]`,
      ...publicSubnets.map(
        (subnet, subnetAt) =>
          `      ${vpc}_public${at + 1}_${subnetAt + 1}[${quoted(`Public subnet ${subnet.name}${subnet.hasNat ? ", NAT gateway" : ""}`)}]`,
      ),
      ...privateSubnets.map(
        (subnet, subnetAt) =>
          `      ${vpc}_private${at + 1}_${subnetAt + 1}[${quoted(`Private subnet ${subnet.name}${subnet.internet && `, ${subnet.internet}`}`)}]`,
      ),
      "    end",
    ]),
    ...services.map(({ id, label }) => `    ${id}(${quoted(label)})`),
    "  end",
    ...balancers.flatMap((balancer, at) => balancerLines(balancer, vpc, at + 1)),
    ...services.map(({ id, balancer, port, slot }) =>
      slot === undefined
        ? `  ${balancer} -->|TCP ${port}| ${id}`
        : `  ${balancer}_slot${slot} -->|TCP ${port}| ${id}`,
    ),
    ...egressLines(network).map(
      ({ from, to, description }, at) =>
        `  ${vpc} --> ${vpc}_egress${at + 1}([${quoted(`${to}: ${description} (from ${from})`)}])`,
    ),
  ];
}

/** Connections of a load balancer, and the applications that share it. */
function balancerLines(
  { application, sources, hasFirewall, slots }: NetworkBalancer,
  vpc: string,
  number: number,
): string[] {
  const id = `${vpc}_lb${number}`;
  const users = application === undefined ? "Users" : `Users of ${application}`;
  const entry = hasFirewall ? `${vpc}_waf${number}` : id;
  return [
    `  ${vpc}_users${number}([${quoted([users, ...(sources.length === 0 ? [] : [`from ${sources.join(", ")}`])].join(", "))}]) -->|HTTPS| ${entry}`,
    ...(hasFirewall ? [`  ${entry}[${quoted("AWS WAF")}] --> ${id}`] : []),
    `  ${id} -->|TCP 443| ${vpc}_cognito([${quoted("Amazon Cognito")}])`,
    ...slots.map(
      ({ application: name, slot, hostNames }) =>
        `  ${id} --> ${id}_slot${slot}[${quoted(`Slot ${slot}: ${name}, ${hostNames.join(", ")}`)}]`,
    ),
  ];
}
