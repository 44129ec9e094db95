import { duration, el, svg } from "./dom.mjs";

/**
 * A part of the time, with the colour of its bar.
 * @typedef {object} Part
 * @property {string} name
 * @property {number} startMs
 * @property {number} durationMs
 * @property {"t-lb" | "t-cognito" | "t-app" | "t-you"} className
 */

/**
 * @param {readonly Part[]} parts
 * @param {number} totalMs
 */
export function timingsOf(parts, totalMs) {
  const percent = (/** @type {number} */ ms) => `${totalMs === 0 ? 0 : (ms / totalMs) * 100}%`;
  return el(
    "ol.box.timing",
    {},
    parts
      .filter(({ durationMs }) => durationMs > 0)
      .map(({ name, startMs, durationMs, className }) =>
        el(
          "li",
          {},
          el("span", {}, name),
          svg(
            "svg",
            { "aria-hidden": "true" },
            svg("rect", { class: "track", width: "100%", height: "100%", rx: 2 }),
            svg("rect", {
              class: className,
              x: percent(startMs),
              width: percent(durationMs),
              height: "100%",
              rx: 2,
            }),
          ),
          el("span.ms", {}, duration(durationMs)),
        ),
      ),
  );
}
