import type { NetworkBalancer } from "../model/network";
import { type Box, type Canvas, margin } from "./canvas";
import { arrowWidth, egressX, padding, sideWidth, vpcWidth, vpcX } from "./network-layout";
import { drawSlots, slotsHeight } from "./network-slots";

const balancerHeight = 54;
/** Of the strip in front of the load balancer. */
const firewallHeight = 30;
const inset = 12;

const blockX = vpcX + padding;
const blockWidth = vpcWidth - 2 * padding;

/** Height of a load balancer with the applications that share it. */
export function balancerBlockHeight({ slots, hasFirewall }: NetworkBalancer): number {
  return (hasFirewall ? firewallHeight : 0) + balancerHeight + slotsHeight(slots, blockWidth);
}

/** Draws a load balancer across the zones, its users at the left and Cognito at the right. */
export function drawBalancer(canvas: Canvas, balancer: NetworkBalancer, top: number): void {
  const { name, application, slots, hasFirewall, sources } = balancer;
  const y = hasFirewall ? top + firewallHeight : top;
  const text = { x: blockX + inset, width: blockWidth - 2 * inset };
  const place = { y, height: balancerHeight };
  if (hasFirewall) {
    canvas.box({ x: blockX, y: top, width: blockWidth, height: firewallHeight }, "firewall");
    canvas.text("AWS WAF, in front of the load balancer", { ...text, y: top + 19, font: "strong" });
  }
  canvas.box({ ...place, x: blockX, width: blockWidth }, "balancer");
  canvas.text(`Load balancer ${name}`, { ...text, y: y + 22, font: "strong" });
  canvas.text(factsOf(balancer), { ...text, y: y + 41, font: "small" });
  drawSlots(canvas, slots, { x: blockX, y: y + balancerHeight, width: blockWidth });

  drawTwoLines(
    canvas,
    { ...place, y: top, x: margin, width: sideWidth },
    {
      first: application === undefined ? "Users" : `Users of ${application}`,
      second: sources.includes("0.0.0.0/0") ? "from anywhere" : sources.join(", "),
    },
  );
  const entry = top + (hasFirewall ? firewallHeight : balancerHeight) / 2;
  drawConnection(canvas, "HTTPS", { from: margin + sideWidth, to: blockX, y: entry });
  drawTwoLines(
    canvas,
    { ...place, x: egressX, width: sideWidth },
    { first: "Amazon Cognito", second: "tokens, user information" },
  );
  const middle = y + balancerHeight / 2;
  drawConnection(canvas, "TCP 443", { from: blockX + blockWidth, to: egressX, y: middle });
}

function factsOf({ isExisting, isInternal, listeners }: NetworkBalancer): string {
  if (isExisting) return "existing; its owner decides who may connect";
  const place = isInternal
    ? "internal, in the private subnets"
    : "internet-facing, in the public subnets";
  return `${place} · ${listeners.join(", ")}`;
}

function drawTwoLines(
  canvas: Canvas,
  place: Box,
  { first, second }: { readonly first: string; readonly second: string },
): void {
  canvas.box(place, "outside");
  const text = { x: place.x + inset, width: place.width - 2 * inset };
  canvas.text(first, { ...text, y: place.y + 22, font: "strong" });
  canvas.text(second, { ...text, y: place.y + 41, font: "small", style: "muted" });
}

/** An arrow between the VPC and what is outside. */
function drawConnection(
  canvas: Canvas,
  label: string,
  { from, to, y }: { readonly from: number; readonly to: number; readonly y: number },
): void {
  canvas.arrow([from, y], [to - 1, y]);
  const outside = from < vpcX ? margin + sideWidth : vpcX + vpcWidth;
  canvas.text(label, {
    x: outside + arrowWidth / 2,
    y: y - 7,
    width: arrowWidth - 12,
    font: "small",
    isCentered: true,
    style: "muted",
  });
}
