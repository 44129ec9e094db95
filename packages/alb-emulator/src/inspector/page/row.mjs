import { clock, code, duration, el, fraction } from "./dom.mjs";

/** @import { Entry } from "./entry.mjs" */

/**
 * One entry of the list.
 * @param {Entry} entry
 */
export function rowOf(entry) {
  const { atMs, status, method, title, application, durationMs, detail } = entry;
  return el(
    entry.isFailure ? "li.item.failed" : "li.item",
    {},
    el(
      "a.row",
      { href: `#${entry.number}` },
      el("time", {}, clock(atMs), el("span.frac", {}, fraction(atMs))),
      el(`span.pill.${entry.statusClass}`, {}, status),
      el(
        "span.what",
        { title },
        method === undefined ? title : [el("code", {}, el("span.method", {}, method), ` ${title}`)],
      ),
      el("span.app", {}, application),
      el("span.ms", {}, durationMs === undefined ? "" : duration(durationMs)),
      detail !== "" && el("span.sub", {}, detail),
    ),
  );
}

/**
 * The head of an entry's details.
 * @param {Entry} entry
 * @param {string} address Host and path, or the title.
 */
export function titleOf({ status, statusClass, method }, address) {
  return el(
    "div.title",
    {},
    el(`span.pill.${statusClass}`, {}, status),
    el(
      "h2",
      { id: "detail-title" },
      method !== undefined && el("span.method", {}, method),
      method === undefined ? "" : " ",
      address,
    ),
  );
}

/** @param {string | undefined} explanation */
export function whyOf(explanation) {
  return (
    explanation !== undefined &&
    el(
      "div.why",
      {},
      el("h2", {}, "Why"),
      ...explanation.split("\n").map((text) => el("p", {}, text)),
    )
  );
}

/**
 * A list of names and values; values that are missing are left out.
 * @param {Readonly<Record<string, string | number | undefined>>} values
 */
export function factsOf(values) {
  return el(
    "dl.facts",
    {},
    Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== "")
      .flatMap(([name, value = ""]) => [el("dt", {}, name), el("dd", {}, code(value))]),
  );
}
