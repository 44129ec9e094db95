import type { Font } from "./text";

/** Kinds of text, with the class of each. */
export const fonts = {
  title: { sizePx: 20, isBold: true },
  heading: { sizePx: 15, isBold: true },
  strong: { sizePx: 12, isBold: true },
  body: { sizePx: 12 },
  small: { sizePx: 11 },
  code: { sizePx: 11.5, isMono: true },
  pill: { sizePx: 11, isBold: true },
} as const satisfies Record<string, Font>;

export type FontName = keyof typeof fonts;

/** Kinds of boxes; every one has a color of its own in both color schemes. */
export type BoxStyle =
  | "page"
  | "outside"
  | "vpc"
  | "public"
  | "private"
  | "balancer"
  | "firewall"
  | "slot"
  | "task"
  | "nat"
  | "row"
  | "head"
  | "open"
  | "optional"
  | "login"
  | "deny"
  | "token";

type Colors = Readonly<Record<BoxStyle, readonly [fill: string, stroke: string]>>;

const light: Colors = {
  page: ["#ffffff", "#ffffff"],
  outside: ["#f6f8fa", "#8c959f"],
  vpc: ["#fbfcfe", "#8250df"],
  public: ["#eef8f0", "#4a9d5b"],
  private: ["#eff5fd", "#5490d6"],
  balancer: ["#f3ecfd", "#8250df"],
  firewall: ["#ffe9e7", "#cf222e"],
  slot: ["#ffffff", "#8250df"],
  task: ["#fff4e5", "#d1852f"],
  nat: ["#ffffff", "#4a9d5b"],
  row: ["#ffffff", "#d0d7de"],
  head: ["#f6f8fa", "#d0d7de"],
  open: ["#ffe9e7", "#cf222e"],
  optional: ["#fff3d6", "#9a6700"],
  login: ["#e3f0ff", "#0969da"],
  deny: ["#e6ecf5", "#44618b"],
  token: ["#f1e8fd", "#8250df"],
};

const dark: Colors = {
  page: ["#0d1117", "#0d1117"],
  outside: ["#161b22", "#6e7681"],
  vpc: ["#10141c", "#a371f7"],
  public: ["#12261a", "#3f9b56"],
  private: ["#111f33", "#4b8bd8"],
  balancer: ["#241a38", "#a371f7"],
  firewall: ["#3c1618", "#ff7b72"],
  slot: ["#0d1117", "#a371f7"],
  task: ["#2f2110", "#d1852f"],
  nat: ["#0d1117", "#3f9b56"],
  row: ["#0d1117", "#30363d"],
  head: ["#161b22", "#30363d"],
  open: ["#3c1618", "#ff7b72"],
  optional: ["#33270a", "#d9a322"],
  login: ["#0f2a4a", "#58a6ff"],
  deny: ["#1c2636", "#8ba6cf"],
  token: ["#261a3d", "#bc8cff"],
};

const ink = { light: "#1f2328", dark: "#e6edf3" };
const muted = { light: "#57606a", dark: "#9da7b3" };

/** The style sheet of every picture: system fonts, and the color scheme that the reader prefers. */
export const styleSheet = [
  'text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}',
  '.code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}',
  ...Object.entries(fonts).map(
    ([name, font]) =>
      `.${name}{font-size:${font.sizePx}px${"isBold" in font ? ";font-weight:600" : ""}}`,
  ),
  ".dashed{stroke-dasharray:5 4}",
  ".line{fill:none;stroke-width:1.4}",
  ...colorsOf(light, ink.light, muted.light),
  "@media (prefers-color-scheme:dark){",
  ...colorsOf(dark, ink.dark, muted.dark),
  "}",
].join("\n");

function colorsOf(colors: Colors, inkColor: string, mutedColor: string): string[] {
  return [
    `text{fill:${inkColor}}`,
    `.muted{fill:${mutedColor}}`,
    `.line{stroke:${mutedColor}}`,
    `.tip{fill:${mutedColor}}`,
    ...Object.entries(colors).map(
      ([name, [fill, stroke]]) => `.${name}{fill:${fill};stroke:${stroke}}`,
    ),
    ...["open", "optional", "login", "deny", "token"].map(
      (name) => `.${name}-text{fill:${colors[name as BoxStyle][1]}}`,
    ),
  ];
}
