import { toEntry } from "./entry.mjs";
import { isOpen, itemOf, setOpen } from "./row.mjs";
import { Stories } from "./stories.mjs";

/** @import { NumberedEvent } from "../event-log.ts" */
/** @import { Entry } from "./entry.mjs" */
/** @import { Item } from "./stories.mjs" */

/** @typedef {Entry & { element: HTMLElement }} ListEntry */

/** Older ones are removed; the server stores no more either. */
const maxEntries = 500;

/** The entries and their rows, newest on top. */
export class EntryList {
  #element;
  #stories = new Stories();
  /** Oldest first. @type {Map<Item, ListEntry>} */
  #entries = new Map();
  /** @type {Map<Item, ListEntry>} */
  #cleared = new Map();

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
    element.addEventListener("click", ({ target }) => {
      const twist = target instanceof Element ? target.closest(".twist") : undefined;
      const item = twist?.closest(".item");
      if (item) setOpen(item, !isOpen(item));
    });
  }

  /** Oldest first. @returns {ListEntry[]} */
  get entries() {
    return [...this.#entries.values()];
  }

  get clearedCount() {
    return this.#cleared.size;
  }

  /** @param {string} key Of an entry, or of one of its steps. */
  find(key) {
    const item = this.#stories.find(key);
    return item && this.#entries.get(item);
  }

  /**
   * @param {NumberedEvent} event
   * @returns {ListEntry | undefined} The entry that is new or has changed.
   */
  add(event) {
    const item = this.#stories.add(event);
    // What was cleared stays so, although more of it arrives.
    if (item === undefined || this.#cleared.has(item)) return undefined;
    const known = this.#entries.get(item);
    const entry = toEntry(item);
    const element = itemOf(entry);
    if (known === undefined) {
      const created = { ...entry, element };
      this.#entries.set(item, created);
      this.#element.prepend(element);
      this.#removeOldest();
      return created;
    }
    setOpen(element, isOpen(known.element));
    element.hidden = known.element.hidden;
    moveMarkAndFocus(known.element, element);
    return Object.assign(known, entry, { element });
  }

  clear() {
    for (const item of this.#cleared.keys()) this.#stories.remove(item);
    this.#cleared = this.#entries;
    this.#entries = new Map();
    this.#element.replaceChildren();
  }

  restore() {
    this.#entries = new Map([...this.#cleared, ...this.#entries]);
    this.#cleared = new Map();
    this.#element.replaceChildren(...this.entries.reverse().map(({ element }) => element));
  }

  /**
   * @param {ListEntry} entry
   * @param {boolean} isHidden
   */
  setHidden({ element }, isHidden) {
    element.hidden = isHidden;
  }

  /** Marks the row that the detail shows. @param {string} key */
  mark(key) {
    this.#marked()?.removeAttribute("aria-current");
    const row = this.#element.querySelector(`.row[href="#${CSS.escape(key)}"]`);
    if (!(row instanceof HTMLElement)) return;
    row.setAttribute("aria-current", "true");
    const item = row.closest(".item");
    if (item !== null && row.closest(".steps-in") !== null) setOpen(item, true);
    row.scrollIntoView({ block: "nearest" });
  }

  focusMarked() {
    const marked = this.#marked();
    if (marked instanceof HTMLElement) marked.focus();
  }

  #marked() {
    return this.#element.querySelector("[aria-current]");
  }

  #removeOldest() {
    const [oldest] = this.#entries;
    if (this.#entries.size <= maxEntries || oldest === undefined) return;
    const [item, { element }] = oldest;
    element.remove();
    this.#entries.delete(item);
    this.#stories.remove(item);
  }
}

/**
 * Replaces a row by its successor, and keeps the user's place in it.
 * @param {HTMLElement} before
 * @param {HTMLElement} after
 */
function moveMarkAndFocus(before, after) {
  /** @param {string} selector */
  const counterpart = (selector) => {
    const href = before.querySelector(selector)?.getAttribute("href");
    const found = href && after.querySelector(`.row[href="${CSS.escape(href)}"]`);
    return found instanceof HTMLElement ? found : undefined;
  };
  counterpart(".row[aria-current]")?.setAttribute("aria-current", "true");
  const focused = counterpart(".row:focus");
  before.replaceWith(after);
  focused?.focus();
}
