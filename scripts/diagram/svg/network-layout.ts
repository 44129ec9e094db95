import { margin, pageWidth } from "./canvas";

// Columns of the network picture in pixels: clients, the VPC, what is outside.
export const sideWidth = 176;
export const arrowWidth = 76;
export const vpcX = margin + sideWidth + arrowWidth;
export const egressX = pageWidth - margin - sideWidth;
export const vpcWidth = egressX - arrowWidth - vpcX;
export const padding = 16;
export const gap = 12;
