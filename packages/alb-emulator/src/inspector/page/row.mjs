import { clock, code, duration, el, fraction, icon } from "./dom.mjs";

/** @import { Entry, RowData } from "./entry.mjs" */

/**
 * One entry of the list; a sign-in has its requests below it.
 * @param {Entry} entry
 */
export function itemOf({ item, row, steps, isFailure }) {
  const stepsId = `steps-${item.number}`;
  return el(
    isFailure ? "li.item.failed" : "li.item",
    {},
    steps.length > 0 &&
      el(
        "button.twist",
        {
          type: "button",
          "aria-expanded": "false",
          "aria-controls": stepsId,
          "aria-label": `Requests of: ${row.title}`,
        },
        icon("chevron"),
      ),
    rowOf(row, isFailure),
    steps.length > 0 &&
      el(
        "ol.steps-in",
        { id: stepsId, hidden: true },
        steps.map((step) => el("li", {}, rowOf({ ...step, detail: "" }, false))),
      ),
  );
}

/**
 * Shows or hides the requests of a sign-in.
 * @param {Element} item
 * @param {boolean} isOpen
 */
export function setOpen(item, isOpen) {
  const twist = item.querySelector(".twist");
  const steps = item.querySelector(".steps-in");
  if (twist === null || !(steps instanceof HTMLElement)) return;
  twist.setAttribute("aria-expanded", String(isOpen));
  steps.hidden = !isOpen;
}

/** @param {Element} item */
export function isOpen(item) {
  return item.querySelector(".twist")?.getAttribute("aria-expanded") === "true";
}

/**
 * @param {RowData} row
 * @param {boolean} isFailure
 */
function rowOf(row, isFailure) {
  const { key, atMs, status, method, title, place, durationMs, detail, isReplay } = row;
  return el(
    "a.row",
    { href: `#${key}` },
    el("time", {}, clock(atMs), el("span.frac", {}, fraction(atMs))),
    el(`span.pill.${row.statusClass}`, {}, status),
    el(
      "span.what",
      { title },
      isReplay && el("span.replay", {}, "Replay"),
      isReplay && " ",
      method === undefined ? titleOf(title) : pathOf(method, title),
    ),
    el("span.app", {}, place),
    el("span.ms", {}, durationMs === undefined ? "" : duration(durationMs)),
    detail !== "" &&
      el(
        "span.sub",
        {},
        isFailure && el("span.hidden-visually", {}, "Failed: "),
        ...withCode(detail),
      ),
  );
}

/** Names of routes as code. @param {string} text */
function withCode(text) {
  return text
    .split(/(routes\[\d+\]|defaultRoute|signOut\b)/)
    .map((part, index) => (index % 2 === 1 ? code(part) : part));
}

/**
 * @param {string} method
 * @param {string} path
 */
function pathOf(method, path) {
  return [el("code", {}, el("span.method", {}, method), ` ${path}`)];
}

/** The kind of sign-in stands out. @param {string} title */
function titleOf(title) {
  const [, kind, rest] = /^((?:Silent s|S)ign-in)(?= of | at |$)(.*)$/.exec(title) ?? [];
  return kind === undefined ? title : [el("b", {}, kind), rest];
}
