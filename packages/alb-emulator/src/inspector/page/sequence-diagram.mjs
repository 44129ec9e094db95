import { duration, svg } from "./dom.mjs";

const participants = ["browser", "load balancer", "Cognito", "target"];
const columnWidth = 235;
const rowHeight = 58;
const headHeight = 44;

/** Login steps as arrows between those who take part. */
export function sequenceDiagram(steps) {
  const used = participants.filter((name) =>
    steps.some((step) => step.from === name || step.to === name),
  );
  const x = (name) => columnWidth * (used.indexOf(name) + 0.5);
  const width = columnWidth * used.length;
  const height = headHeight + rowHeight * steps.length + 14;
  const picture = svg("svg", {
    viewBox: `0 0 ${width} ${height}`,
    class: "sequence",
    role: "img",
    "aria-label": steps.map((step) => `${step.from} to ${step.to}: ${step.text}`).join(". "),
    style: `max-width:${width * 1.15}px`,
  });
  for (const name of used) {
    picture.append(
      svg("line", { x1: x(name), x2: x(name), y1: headHeight - 8, y2: height, class: "life" }),
      svg("rect", { x: x(name) - 66, y: 4, width: 132, height: 30, rx: 9, class: "who" }),
      text(x(name), 24, name, "who-name"),
    );
  }
  steps.forEach((step, index) => {
    picture.append(
      ...arrow(step, x(step.from), x(step.to), headHeight + rowHeight * (index + 0.72)),
    );
  });
  return picture;
}

function arrow(step, from, to, y) {
  const kind = step.ok ? "ok" : "failed";
  const time = step.durationMs === undefined ? "" : ` · ${duration(step.durationMs)}`;
  if (from === to) {
    return [
      svg("path", { d: `M${from} ${y - 8} h26 v16 h-20`, class: `arrow ${kind}` }),
      head(from + 5, y + 8, -1, kind),
      label(from + 34, y + 4, step.text + time, `step ${kind} own`),
    ];
  }
  const direction = to > from ? 1 : -1;
  return [
    svg("line", { x1: from, x2: to - direction * 7, y1: y, y2: y, class: `arrow ${kind}` }),
    head(to, y, direction, kind),
    label((from + to) / 2, y - 8, step.text + time, `step ${kind}`),
  ];
}

function head(x, y, direction, kind) {
  const back = x - direction * 8;
  return svg("polygon", {
    points: `${x},${y} ${back},${y - 4.5} ${back},${y + 4.5}`,
    class: `head ${kind}`,
  });
}

const longestLine = 36;

/** On two lines where one would run into the next column; the whole text shows on hovering. */
function label(x, y, content, className) {
  const lines = wrap(content);
  const element = svg("text", { x, y: y - (lines.length - 1) * 13, class: className });
  for (const [index, line] of lines.entries()) {
    element.append(svg("tspan", { x, dy: index === 0 ? 0 : 13 }, line));
  }
  element.append(svg("title", null, content));
  return element;
}

function wrap(content) {
  if (content.length <= longestLine) return [content];
  const space = content.lastIndexOf(" ", longestLine);
  const end = space > longestLine / 2 ? space : longestLine;
  const rest = content.slice(end).trim();
  const second = rest.length > longestLine ? `${rest.slice(0, longestLine - 1)}…` : rest;
  return [content.slice(0, end), second];
}

function text(x, y, content, className) {
  return svg("text", { x, y, class: className }, content);
}
