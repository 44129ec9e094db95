import type { NetworkOfVpc } from "../model/network";
import { egressLines } from "../svg/network-egress";
import { quoted } from "./escape";

/** The networks as a flowchart. */
export function networkMermaid(networks: readonly NetworkOfVpc[]): string {
  return ["flowchart TB", ...networks.flatMap(networkLines), ""].join("\n");
}

function networkLines(network: NetworkOfVpc, index: number): string[] {
  const { name, isExisting, zones, applications } = network;
  const vpc = `vpc${index + 1}`;
  const services = applications.flatMap((application, at) =>
    application.services.map((service, serviceAt) => ({
      ...service,
      id: `${vpc}_task${at + 1}_${serviceAt + 1}`,
      balancer: `${vpc}_lb${at + 1}`,
      label: `${application.name} / ${service.name}, port ${service.port}, ${service.tasks}`,
    })),
  );
  return [
    `  subgraph ${vpc}[${quoted(`${isExisting ? "Existing VPC" : "VPC"} ${name}`)}]`,
    ...applications.map(
      ({ loadBalancer, isInternal }, at) =>
        `    ${vpc}_lb${at + 1}[${quoted(`Load balancer ${loadBalancer}, ${isInternal ? "internal" : "internet-facing"}`)}]`,
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
    ...applications.flatMap(({ name: application, sources }, at) => [
      `  ${vpc}_users${at + 1}([${quoted(`Users of ${application}, from ${sources.join(", ")}`)}]) -->|HTTPS| ${vpc}_lb${at + 1}`,
      `  ${vpc}_lb${at + 1} -->|TCP 443| ${vpc}_cognito([${quoted("Amazon Cognito")}])`,
    ]),
    ...services.map(({ id, balancer, port }) => `  ${balancer} -->|TCP ${port}| ${id}`),
    ...egressLines(network).map(
      ({ from, to, description }, at) =>
        `  ${vpc} --> ${vpc}_egress${at + 1}([${quoted(`${to}: ${description} (from ${from})`)}])`,
    ),
  ];
}
