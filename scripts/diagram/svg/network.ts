import type { NetworkOfVpc } from "../model/network";
import type { Zone } from "../model/subnets";
import { Canvas, margin, pageWidth } from "./canvas";
import { balancerBlockHeight, drawBalancer } from "./network-balancer";
import { drawEgress, egressHeight, egressLines } from "./network-egress";
import { egressX, gap, padding, vpcWidth, vpcX } from "./network-layout";
import { type DrawnService, drawPublic, drawTasks, privateHeightOf } from "./network-zones";
import { fonts } from "./style";
import { textWidth, wrapText } from "./text";

/** Of a line of the applications' names, in pixels. */
const headingHeight = 20;

/** Draws the VPCs of an environment, one below the other. */
export function networkSvg(environment: string, networks: readonly NetworkOfVpc[]): string {
  const canvas = new Canvas();
  canvas.text(`Network of ${environment}`, {
    x: margin,
    y: 42,
    width: pageWidth - 2 * margin,
    font: "title",
  });
  const y = drawNetworks(canvas, networks, 66);
  const names = networks.flatMap(({ applications }) => applications.map(({ name }) => name));
  return canvas.toSvg(
    y,
    `Network of ${environment}`,
    `${networks.length} VPC${networks.length === 1 ? "" : "s"} with the applications ${names.join(", ")}: ` +
      "clients at the left, load balancers and tasks by availability zone in the middle, egress at the right.",
  );
}

/** @returns where the next drawing may begin */
export function drawNetworks(
  canvas: Canvas,
  networks: readonly NetworkOfVpc[],
  top: number,
): number {
  return networks.reduce((y, network) => drawNetwork(canvas, network, y) + 28, top);
}

/** @returns where the drawing ends */
function drawNetwork(canvas: Canvas, network: NetworkOfVpc, top: number): number {
  const { applications, balancers, zones, name, isExisting, endpoints, resourceCount } = network;
  const names = wrapText(applications.map(({ name: each }) => each).join(", "), 620, fonts.heading);
  names.forEach((text, line) => {
    const y = top + 16 + line * headingHeight;
    canvas.text(text, { x: margin, y, width: 620, font: "heading" });
  });
  canvas.text(`${resourceCount} resources; permissions, logs, scaling and DNS are not drawn`, {
    x: 664,
    y: top + 16,
    width: pageWidth - margin - 664,
    font: "small",
    style: "muted",
  });

  const vpcTop = top + 30 + (names.length - 1) * headingHeight;
  const publicTop = vpcTop + 62;
  // Public subnets that have the tasks are drawn once, where private ones would be.
  const publicHeight = zones.some(
    (zone) => zone.taskSubnet !== zone.publicSubnets[0] && zone.publicSubnets.length > 0,
  )
    ? 84
    : 0;
  const balancersTop = publicTop + publicHeight + (publicHeight > 0 ? gap : 0);
  const balancersHeight =
    balancers.reduce((sum, each) => sum + balancerBlockHeight(each) + gap, 0) - gap;
  const privateTop = balancersTop + balancersHeight + 36;
  const services = applications.flatMap((application) =>
    application.services.map((service) => ({
      ...service,
      label: applications.length === 1 ? service.name : `${application.name} / ${service.name}`,
    })),
  );
  const columns = columnsOf(zones);
  const privateHeight = privateHeightOf(services, columns[0]?.width ?? vpcWidth);
  const lines = egressLines(network);
  const contentHeight = Math.max(privateHeight, egressHeight(lines));
  const vpcHeight = privateTop + contentHeight + padding - vpcTop;

  canvas.box({ x: vpcX, y: vpcTop, width: vpcWidth, height: vpcHeight }, "vpc", { radius: 10 });
  const facts = [
    ...(network.hasInternetGateway ? ["internet gateway"] : []),
    ...endpoints.map((endpoint) => `endpoint for ${endpoint.toUpperCase()}`),
  ];
  canvas.text(isExisting ? `Existing VPC ${name}` : `VPC ${name}`, {
    x: vpcX + padding,
    y: vpcTop + 24,
    width: vpcWidth / (facts.length === 0 ? 1 : 2) - 2 * padding,
    font: "strong",
  });
  canvas.text(facts.join(" · "), {
    x: vpcX + vpcWidth / 2,
    y: vpcTop + 24,
    width: vpcWidth / 2 - padding,
    font: "small",
    style: "muted",
  });

  for (const { zone, x, width } of columns) {
    canvas.text(zone.name, {
      x: x + width / 2,
      y: publicTop - 8,
      width,
      font: "strong",
      isCentered: true,
      style: "muted",
    });
    drawPublic(canvas, zone, { x, y: publicTop, width, height: publicHeight });
    drawTasks(canvas, zone, { x, y: privateTop, width, height: privateHeight }, services);
  }
  let balancerTop = balancersTop;
  for (const balancer of balancers) {
    drawBalancer(canvas, balancer, balancerTop);
    balancerTop += balancerBlockHeight(balancer) + gap;
  }
  for (const { zone, x, width } of columns) {
    if (zone.taskSubnet === undefined) continue;
    canvas.arrow([x + width / 2, privateTop - 36], [x + width / 2, privateTop - 1]);
    canvas.text(portsOf(services, width / 2 - 8), {
      x: x + width / 2 + 8,
      y: privateTop - 14,
      width: width / 2 - 8,
      font: "small",
      style: "muted",
    });
  }
  drawEgress(canvas, lines, {
    x: egressX,
    y: privateTop,
    arrowFrom: vpcX + vpcWidth,
  });
  return vpcTop + vpcHeight;
}

function columnsOf(zones: readonly Zone[]): { zone: Zone; x: number; width: number }[] {
  const width = (vpcWidth - 2 * padding - gap * (zones.length - 1)) / zones.length;
  return zones.map((zone, index) => ({
    zone,
    x: vpcX + padding + index * (width + gap),
    width,
  }));
}

/** Every port, or their number where they need more space: the services have them as well. */
function portsOf(services: readonly DrawnService[], width: number): string {
  const ports = [...new Set(services.map(({ port }) => port))];
  if (ports.length === 0) return "";
  const list = `TCP ${ports.join(", ")}`;
  return textWidth(list, fonts.small) <= width ? list : `${ports.length} TCP ports`;
}
