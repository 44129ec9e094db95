/** @typedef {Node | string | undefined | null | false} Child */

/**
 * Creates an element. Text is set as text, so nothing that a request contains becomes markup.
 * @param {string} tag With classes, such as "p.said".
 * @param {Readonly<Record<string, string | number | boolean | undefined>>} attributes
 * @param {readonly (Child | readonly Child[])[]} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const [name = "", ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(" ");
  setAttributes(element, attributes);
  element.append(...present(children));
  return element;
}

/**
 * @param {string} name
 * @param {Readonly<Record<string, string | number | boolean | undefined>>} attributes
 * @param {readonly (Child | readonly Child[])[]} children
 * @returns {SVGElement}
 */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  setAttributes(element, attributes);
  element.append(...present(children));
  return element;
}

/** @param {string} name Of a symbol in the page's sprite, without "i-". */
export function icon(name, className = "icon") {
  return svg(
    "svg",
    { class: className, "aria-hidden": "true" },
    svg("use", { href: `#i-${name}` }),
  );
}

/** @param {string | number} text */
export function code(text) {
  return el("code", {}, String(text));
}

/**
 * An element of the page.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no element with the id "${id}".`);
  return element;
}

/** @param {number} timeMs Since 1970. */
export function clock(timeMs) {
  return new Date(timeMs).toLocaleTimeString([], { hour12: false });
}

/** @param {number} timeMs Since 1970. */
export function fraction(timeMs) {
  return `.${String(timeMs % 1000).padStart(3, "0")}`;
}

/** @param {number} durationMs */
export function duration(durationMs) {
  if (durationMs >= 1000) return `${(durationMs / 1000).toFixed(1)} s`;
  return durationMs < 10 ? `${durationMs.toFixed(1)} ms` : `${Math.round(durationMs)} ms`;
}

/**
 * @param {Element} element
 * @param {Readonly<Record<string, string | number | boolean | undefined>>} attributes
 */
function setAttributes(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? "" : String(value));
  }
}

/**
 * @param {readonly (Child | readonly Child[])[]} children
 * @returns {(Node | string)[]}
 */
function present(children) {
  return children
    .flat()
    .filter((child) => child !== undefined && child !== null && child !== false);
}
