import { duration, el, svg } from "./dom.mjs";

/** @import { LoginParticipant, LoginStep } from "../../model/event.ts" */

/** @type {readonly LoginParticipant[]} */
const participants = ["browser", "load balancer", "Cognito"];

/** @type {Readonly<Record<LoginParticipant, readonly [long: string, short: string]>>} */
const names = {
  browser: ["Browser", "You"],
  "load balancer": ["Load balancer", "LB"],
  Cognito: ["Cognito", "Cog"],
};

const arrowHeight = 15;

/**
 * A sequence diagram: lanes on the left, text on the right, so that text wraps.
 * @param {readonly LoginStep[]} steps
 */
export function sequenceOf(steps) {
  const heads = participants.map((participant) =>
    el(
      "span",
      {},
      el("span.long", {}, names[participant][0]),
      el("span.short", {}, names[participant][1]),
    ),
  );
  return [
    el(
      "ol.box.seq",
      {},
      el("li.names", { "aria-hidden": "true" }, el("div", {}, heads)),
      steps.map(stepOf),
    ),
    el(
      "p.legend",
      {},
      legend("arrow", "through the browser"),
      legend("arrow back-channel", "between load balancer and Cognito"),
    ),
  ];
}

/** @param {LoginStep} step */
function stepOf({ from, to, text, ok, durationMs }) {
  const [first, ...rest] = text.split(", ");
  return el(
    "li",
    {},
    svg(
      "svg",
      { class: "lanes", "aria-hidden": "true" },
      participants.map((participant) =>
        svg("line", {
          class: "lane",
          x1: laneOf(participant),
          x2: laneOf(participant),
          y1: 0,
          y2: "100%",
        }),
      ),
      arrowOf(from, to, ok),
    ),
    el(
      "div.text",
      {},
      el("span.hidden-visually", {}, `${names[from][0]} to ${names[to][0]}: `),
      el("b", {}, first),
      rest.length > 0 && el("small", {}, rest.join(", ")),
    ),
    el("span.ms", {}, durationMs === undefined ? "" : duration(durationMs)),
  );
}

/**
 * @param {LoginParticipant} from
 * @param {LoginParticipant} to
 * @param {boolean} ok
 */
function arrowOf(from, to, ok) {
  const isBackChannel = from === "Cognito" || to === "Cognito";
  const [kind, tip] = !ok
    ? [" bad", "bad"]
    : isBackChannel
      ? [" back-channel", "back"]
      : ["", "go"];
  return svg("line", {
    class: `arrow${kind}`,
    x1: laneOf(from),
    x2: laneOf(to),
    y1: arrowHeight,
    y2: arrowHeight,
    "marker-end": `url(#tip-${tip})`,
  });
}

/** @param {LoginParticipant} participant */
function laneOf(participant) {
  return `${((participants.indexOf(participant) + 0.5) / participants.length) * 100}%`;
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
