import type { NetworkApplication } from "../model/network";
import { type Canvas, margin } from "./canvas";
import { arrowWidth, egressX, padding, sideWidth, vpcWidth, vpcX } from "./network-layout";

export const balancerHeight = 54;

/** Draws a load balancer across the zones, its users at the left and Cognito at the right. */
export function drawBalancer(canvas: Canvas, application: NetworkApplication, y: number): void {
  const { name, loadBalancer, isInternal, listeners, sources } = application;
  const x = vpcX + padding;
  const width = vpcWidth - 2 * padding;
  const middle = y + balancerHeight / 2;
  canvas.box({ x, y, width, height: balancerHeight }, "balancer");
  canvas.text(`Load balancer ${loadBalancer}`, {
    x: x + 12,
    y: y + 22,
    width: width - 24,
    font: "strong",
  });
  canvas.text(
    `${isInternal ? "internal, in the private subnets" : "internet-facing, in the public subnets"} · ${listeners.join(", ")}`,
    { x: x + 12, y: y + 41, width: width - 24, font: "small" },
  );

  canvas.box({ x: margin, y, width: sideWidth, height: balancerHeight }, "outside");
  canvas.text(`Users of ${name}`, {
    x: margin + 12,
    y: y + 22,
    width: sideWidth - 24,
    font: "strong",
  });
  canvas.text(sources.includes("0.0.0.0/0") ? "from anywhere" : sources.join(", "), {
    x: margin + 12,
    y: y + 41,
    width: sideWidth - 24,
    font: "small",
    style: "muted",
  });
  canvas.arrow([margin + sideWidth, middle], [x - 1, middle]);
  canvas.text("HTTPS", {
    x: margin + sideWidth + arrowWidth / 2,
    y: middle - 7,
    width: arrowWidth - 12,
    font: "small",
    isCentered: true,
    style: "muted",
  });

  canvas.box({ x: egressX, y, width: sideWidth, height: balancerHeight }, "outside");
  canvas.text("Amazon Cognito", {
    x: egressX + 12,
    y: y + 22,
    width: sideWidth - 24,
    font: "strong",
  });
  canvas.text("tokens, user information", {
    x: egressX + 12,
    y: y + 41,
    width: sideWidth - 24,
    font: "small",
    style: "muted",
  });
  canvas.arrow([x + width, middle], [egressX - 1, middle]);
  canvas.text("TCP 443", {
    x: vpcX + vpcWidth + arrowWidth / 2,
    y: middle - 7,
    width: arrowWidth - 12,
    font: "small",
    isCentered: true,
    style: "muted",
  });
}
