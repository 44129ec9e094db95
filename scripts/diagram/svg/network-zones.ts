import type { Subnet, Zone } from "../model/subnets";
import type { Box, Canvas } from "./canvas";
import { type FontName, fonts } from "./style";
import { textWidth, wrapText } from "./text";

/** In pixels, within a subnet. */
const servicesTop = 64;
const serviceInset = 18;
const serviceGap = 8;
const rowHeight = 15;

interface Row {
  readonly text: string;
  readonly font: FontName;
}

/** Draws the public subnet of a zone, with its NAT gateway; nothing where tasks are in it. */
export function drawPublic(canvas: Canvas, zone: Zone, place: Box): void {
  const [subnet] = zone.publicSubnets;
  if (subnet === undefined || subnet === zone.taskSubnet) return;
  const { x, y, width } = place;
  canvas.box(place, "public");
  canvas.text("Public subnet", { x: x + 10, y: y + 20, width: width - 20, font: "strong" });
  drawNames(canvas, subnet, place, "");
  if (!subnet.hasNat) return;
  canvas.box({ x: x + 10, y: y + 50, width: width - 20, height: 24 }, "nat", { radius: 4 });
  canvas.text("NAT gateway", {
    x: x + width / 2,
    y: y + 66,
    width: width - 32,
    font: "small",
    isCentered: true,
  });
}

/** Ranges fit into one line, ids of existing subnets into two. */
function drawNames(canvas: Canvas, { name }: Subnet, place: Box, internet: string): void {
  const space = place.width - 20;
  const names = wrapText(name, space, fonts.code);
  const at = (row: number) => ({ x: place.x + 10, y: place.y + 38 + row * 17, width: space });
  names.forEach((text, row) => {
    canvas.text(text, { ...at(row), font: "code" });
  });
  canvas.text(internet, { ...at(names.length), font: "small", style: "muted" });
}

/** A service as its boxes show it. */
export interface DrawnService {
  readonly label: string;
  readonly port: number;
  readonly tasks: string;
  readonly hasPublicIp: boolean;
}

/** Draws the subnet of a zone that tasks are in, with every service. */
export function drawTasks(
  canvas: Canvas,
  zone: Zone,
  place: Box,
  services: readonly DrawnService[],
): void {
  const subnet = zone.taskSubnet;
  if (subnet === undefined) return;
  const { x, y, width } = place;
  const isPublic = zone.publicSubnets.includes(subnet);
  canvas.box(place, isPublic ? "public" : "private");
  canvas.text(isPublic ? "Public subnet" : "Private subnet", {
    x: x + 10,
    y: y + 20,
    width: width - 20,
    font: "strong",
  });
  drawNames(canvas, subnet, place, subnet.internet);
  let top = y + servicesTop;
  for (const service of services) {
    const rows = rowsOf(service, width);
    const height = serviceHeight(rows);
    canvas.box({ x: x + 10, y: top, width: width - 20, height }, "task", { radius: 4 });
    rows.forEach(({ text, font }, index) => {
      canvas.text(text, {
        x: x + serviceInset,
        y: top + 17 + index * rowHeight,
        width: width - 2 * serviceInset,
        font,
      });
    });
    top += height + serviceGap;
  }
}

/** Height of a subnet with these services. */
export function privateHeightOf(services: readonly DrawnService[], width: number): number {
  return services.reduce(
    (sum, service) => sum + serviceHeight(rowsOf(service, width)) + serviceGap,
    servicesTop + 2,
  );
}

function serviceHeight(rows: readonly Row[]): number {
  return rows.length * rowHeight + 10;
}

/** The lines of text of a service, in a subnet of this width. */
function rowsOf({ label, port, tasks, hasPublicIp }: DrawnService, width: number): Row[] {
  const space = width - 2 * serviceInset;
  const facts = [`port ${port}`, `${tasks} in all`, ...(hasPublicIp ? ["public addresses"] : [])];
  const line = facts.join(" · ");
  const small = textWidth(line, fonts.small) <= space ? [line] : facts;
  return [
    ...wrapText(label, space, fonts.strong).map((text) => ({ text, font: "strong" as const })),
    ...small
      .flatMap((text) => wrapText(text, space, fonts.small))
      .map((text) => ({ text, font: "small" as const })),
  ];
}
