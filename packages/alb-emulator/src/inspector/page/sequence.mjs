import { duration, el, svg } from "./dom.mjs";
import { messagesOf } from "./messages.mjs";

/** @import { Message, Phase } from "./messages.mjs" */

const names = {
  browser: ["Browser", "You"],
  "load balancer": ["Load balancer", "LB"],
  Cognito: ["Cognito", "Cog"],
};

const arrowHeight = 15;

/**
 * A sequence diagram: lanes on the left, text on the right, so that text wraps.
 * @param {readonly Phase[]} phases
 */
export function sequenceOf(phases) {
  const messages = phases.flatMap(messagesOf);
  const service = messages.flatMap(({ from, to }) => [from, to]).find((name) => !(name in names));
  const lanes = [...Object.keys(names), ...(service === undefined ? [] : [service])];
  const isStory = phases.length > 1;
  return [
    el(
      lanes.length === 3 ? "ol.box.seq.three" : "ol.box.seq",
      {},
      el("li.names", { "aria-hidden": "true" }, el("div", {}, lanes.map(laneName))),
      phases.flatMap((phase, index) => [
        isStory && phaseRow(phase, index),
        ...messagesOf(phase).map((message) => messageRow(message, lanes)),
      ]),
    ),
    el(
      "p.legend",
      {},
      legend("arrow", "through the browser"),
      legend("arrow back-channel", "between load balancer and Cognito, which no browser sees"),
    ),
  ];
}

/** @param {string} lane */
function laneName(lane) {
  const [long, short] =
    lane in names ? names[/** @type {keyof typeof names} */ (lane)] : [lane, lane];
  return el("span", {}, el("span.long", {}, long), el("span.short", {}, short));
}

/**
 * @param {Phase} phase
 * @param {number} index
 */
function phaseRow({ title, steps, status, statusClass }, index) {
  const [step] = steps;
  return el(
    "li.phase",
    {},
    `${index + 1}. ${title} `,
    el(`span.pill.${statusClass}`, {}, status),
    steps.length === 1 &&
      el("a", { href: `#${step?.key}` }, "Open", el("span.hidden-visually", {}, " this request")),
  );
}

/**
 * @param {Message} message
 * @param {readonly string[]} lanes
 */
function messageRow({ from, to, title, small, ok, isRequest, durationMs }, lanes) {
  const at = (/** @type {string} */ lane) =>
    `${((lanes.indexOf(lane) + 0.5) / lanes.length) * 100}%`;
  const isBackChannel = from !== "browser" && to !== "browser" && [from, to].includes("Cognito");
  const [kind, tip] = !ok
    ? [" bad", "bad"]
    : isBackChannel
      ? [" back-channel", "back"]
      : ["", "go"];
  return el(
    "li",
    {},
    svg(
      "svg",
      { class: "lanes", "aria-hidden": "true" },
      lanes.map((lane) =>
        svg("line", { class: "lane", x1: at(lane), x2: at(lane), y1: 0, y2: "100%" }),
      ),
      from === to
        ? svg("circle", { class: ok ? "own" : "own bad", cx: at(from), cy: arrowHeight, r: 4.5 })
        : svg("line", {
            class: `arrow${kind}`,
            x1: at(from),
            x2: at(to),
            y1: arrowHeight,
            y2: arrowHeight,
            "marker-end": `url(#tip-${tip})`,
          }),
    ),
    el(
      "div.text",
      {},
      el("span.hidden-visually", {}, from === to ? `${from}: ` : `${from} to ${to}: `),
      isRequest ? el("b", {}, title) : title,
      small !== "" && el("small", {}, small),
    ),
    el("span.ms", {}, durationMs === undefined ? "" : duration(durationMs)),
  );
}

/**
 * @param {string} className
 * @param {string} text
 */
function legend(className, text) {
  return el(
    "span",
    {},
    svg(
      "svg",
      { "aria-hidden": "true" },
      svg("line", { class: className, x1: 0, x2: "100%", y1: 4, y2: 4 }),
    ),
    text,
  );
}
