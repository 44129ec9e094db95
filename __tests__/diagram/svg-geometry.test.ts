import { Canvas } from "../../scripts/diagram/svg/canvas";
import { fonts } from "../../scripts/diagram/svg/style";
import { textWidth, wrapText } from "../../scripts/diagram/svg/text";
import { faultsOf, readSvg } from "./svg-geometry";

const box = { x: 100, y: 100, width: 200, height: 40 };
const text = { x: 110, y: 120, width: 1000 };

function faults(draw: (canvas: Canvas) => void): string[] {
  const canvas = new Canvas();
  canvas.box(box, "row");
  draw(canvas);
  return faultsOf(readSvg(canvas.toSvg(400, "Test", "Test")));
}

describe("the faults of a picture", () => {
  it.each<[string, (canvas: Canvas) => void, string[]]>([
    ["none", (canvas) => canvas.text("web", text), []],
    ["a box in a box", (canvas) => canvas.box({ ...box, width: 20 }, "task"), []],
    [
      "a box that leaves a box",
      (canvas) => canvas.box({ ...box, x: 250 }, "task"),
      ["box row at 100, 100 overlaps box task at 250, 100"],
    ],
    [
      "a box that leaves the page",
      (canvas) => canvas.box({ ...box, y: 390 }, "task"),
      ["box task at 100, 390 leaves the page"],
    ],
    [
      "a text that leaves its box",
      (canvas) => canvas.text("a text that is too long for its <box>", text),
      ['"a text that is too long for its <box>" leaves box row at 100, 100'],
    ],
    [
      "two texts in one place",
      (canvas) => {
        canvas.text("one", text);
        canvas.text("other", { ...text, y: 125 });
      },
      ['"one" overlaps "other"'],
    ],
    [
      "an arrow through a text",
      (canvas) => {
        canvas.text("one", text);
        canvas.arrow([120, 110], [120, 200]);
      },
      ['arrow at 120, 110 crosses "one"'],
    ],
  ])("are found: %s", (_, draw, expected) => {
    expect(faults(draw)).toEqual(expected);
  });
});

describe("a text in lines", () => {
  it.each([
    ["a path that needs a sign-in", ["a path that", "needs a", "sign-in"]],
    ["public-keys.auth.elb.eu-central-1.amazonaws.com", expect.arrayContaining(["public-keys."])],
    ["", []],
  ])("%j keeps words in one piece where they fit", (value, expected) => {
    const lines = wrapText(value, 84, fonts.small);

    expect(lines).toEqual(expected);
    expect(Math.max(0, ...lines.map((line) => textWidth(line, fonts.small)))).toBeLessThanOrEqual(
      84,
    );
    expect(lines.join("").replaceAll(" ", "")).toBe(value.replaceAll(" ", ""));
  });
});
