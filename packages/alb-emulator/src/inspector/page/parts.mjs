import { clock, code, el, fraction } from "./dom.mjs";

/** @import { Why } from "./failure.mjs" */

/** @param {number} timeMs Since 1970. */
export function timeText(timeMs) {
  return `${clock(timeMs)}${fraction(timeMs)}`;
}

/** Where something happened. @param {readonly (string | undefined)[]} parts */
export function where(parts) {
  return el("p.where", {}, parts.filter(Boolean).join(" · "));
}

/**
 * @typedef {object} HeadRow
 * @property {string} status
 * @property {string} statusClass
 * @property {string | undefined} [method]
 */

/**
 * @param {HeadRow} row
 * @param {string} title
 * @param {readonly Node[]} actions
 */
export function head({ status, statusClass, method }, title, actions) {
  return el(
    "div.title",
    {},
    el(`span.pill.${statusClass}`, {}, status),
    el(
      "h2",
      { id: "detail-title" },
      method !== undefined && el("span.method", {}, method),
      method === undefined ? "" : " ",
      title,
    ),
    el("span.acts", {}, actions),
  );
}

/**
 * A button that copies a text.
 * @param {string} label
 * @param {() => string} text
 */
export function copyButton(label, text) {
  const button = el("button.button.quiet.dense", { type: "button" }, label);
  button.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(text()).catch(() => undefined);
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = label;
    }, 1200);
  });
  return button;
}

/** @param {string} key */
export function copyLinkButton(key) {
  return copyButton("Copy link", () => new URL(`#${key}`, location.href).href);
}

/** @param {Why | undefined} why */
export function whyBox(why) {
  return (
    why !== undefined &&
    el(
      "section.why",
      { "aria-labelledby": "why" },
      el("h2", { id: "why" }, "Why it failed"),
      ...why.texts
        .flatMap((text) => text.split("\n"))
        .map((text) => el("p", {}, text.startsWith("- ") ? code(text.slice(2)) : text)),
    )
  );
}

/** Links to the parts of the page. @param {readonly Element[]} blocks */
export function jumps(blocks) {
  return (
    blocks.length > 1 &&
    el(
      "nav.jump",
      { "aria-label": "Parts of this page" },
      blocks.map((block) =>
        el(
          "a",
          { href: `#${block.id}`, "data-jump": block.id },
          block.querySelector("h2")?.textContent,
        ),
      ),
    )
  );
}

/**
 * @param {string} id
 * @param {string} title
 * @param {string} note
 * @param {readonly (Node | false)[]} content
 */
export function block(id, title, note, ...content) {
  return el(
    "section.block",
    { id },
    el("div.head", {}, el("h2", {}, title), note !== "" && el("span.muted", {}, note)),
    ...content,
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

/**
 * @template {Node} Kind
 * @param {readonly (Kind | false | undefined)[]} nodes
 * @returns {Kind[]}
 */
export function present(nodes) {
  return nodes.filter((node) => node !== false && node !== undefined);
}
