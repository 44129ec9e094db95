import type { EdgeSlot } from "../model/edge";
import type { Canvas } from "./canvas";
import { gap } from "./network-layout";
import { fonts } from "./style";
import { wrapText } from "./text";

const maxColumns = 3;
const lineHeight = 15;
const inset = 12;
/** Of the arrows from the load balancer. */
const arrowHeight = 20;

interface SlotBox {
  readonly heading: readonly string[];
  readonly hostNames: readonly string[];
}

/** Boxes beside each other, which fill the width: the arrows to the tasks start below the last row. */
interface SlotRow {
  readonly boxes: readonly SlotBox[];
  readonly boxWidth: number;
  readonly height: number;
}

/** Height of {@link drawSlots}. */
export function slotsHeight(slots: readonly EdgeSlot[], width: number): number {
  return rowsOf(slots, width).reduce((sum, { height }) => sum + arrowHeight + height, 0);
}

/** Draws the applications that share a load balancer as columns below it, in the order of their slots. */
export function drawSlots(
  canvas: Canvas,
  slots: readonly EdgeSlot[],
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): void {
  let top = y;
  rowsOf(slots, width).forEach(({ boxes, boxWidth, height }, row) => {
    boxes.forEach(({ heading, hostNames }, column) => {
      const left = x + column * (boxWidth + gap);
      const box = { x: left, y: top + arrowHeight, width: boxWidth, height };
      // Rows below the first would need arrows around it.
      if (row === 0) {
        const middle = left + box.width / 2;
        canvas.arrow([middle, top], [middle, box.y - 1]);
      }
      canvas.box(box, "slot");
      [...heading, ...hostNames].forEach((text, line) => {
        canvas.text(text, {
          x: left + inset,
          y: box.y + 19 + line * lineHeight,
          width: box.width - 2 * inset,
          font: line < heading.length ? "strong" : "code",
        });
      });
    });
    top += arrowHeight + height;
  });
}

function rowsOf(slots: readonly EdgeSlot[], width: number): SlotRow[] {
  return Array.from({ length: Math.ceil(slots.length / maxColumns) }, (_, row) => {
    const inRow = slots.slice(row * maxColumns, (row + 1) * maxColumns);
    const boxWidth = (width - gap * (inRow.length - 1)) / inRow.length;
    const space = boxWidth - 2 * inset;
    const boxes = inRow.map(({ application, slot, hostNames }) => ({
      heading: wrapText(`Slot ${slot} · ${application}`, space, fonts.strong),
      hostNames: hostNames.flatMap((name) => wrapText(name, space, fonts.code)),
    }));
    const lines = boxes.map(({ heading, hostNames }) => heading.length + hostNames.length);
    return { boxes, boxWidth, height: Math.max(...lines) * lineHeight + 14 };
  });
}
