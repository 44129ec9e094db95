import { focusFind, showFailures } from "./filter.mjs";
import { isOpen, setOpen } from "./row.mjs";

/** @import { EntryList } from "./list.mjs" */

/** Arrows move the focus itself, so that Enter selects what the user looks at. @param {EntryList} list */
export function onKeys(list) {
  document.addEventListener("keydown", (event) => {
    document.body.classList.toggle("dismissed", event.key === "Escape");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.matches("input, select, textarea")) return;
    if (run(event.key, list)) event.preventDefault();
  });
  document.addEventListener("pointerover", () => document.body.classList.remove("dismissed"));
}

/**
 * @param {string} key
 * @param {EntryList} list
 * @returns {boolean} Whether the key did something.
 */
function run(key, list) {
  switch (key) {
    case "ArrowDown":
      return move(1, list);
    case "ArrowUp":
      return move(-1, list);
    case "ArrowRight":
      return fold(true);
    case "ArrowLeft":
      return fold(false);
    case "/":
      focusFind();
      return true;
    case "f":
      showFailures();
      return true;
    default:
      return false;
  }
}

/**
 * @param {1 | -1} by
 * @param {EntryList} list
 */
function move(by, list) {
  // The detail scrolls by arrows, as any page does.
  if (document.activeElement?.closest(".detail")) return false;
  const rows = list.entries
    .toReversed()
    .flatMap(({ element }) => [...element.querySelectorAll(".row")])
    .filter((row) => row instanceof HTMLElement && row.offsetParent !== null);
  const index = document.activeElement === null ? -1 : rows.indexOf(document.activeElement);
  const next = rows[Math.max(0, index + by)];
  if (next instanceof HTMLElement) next.focus();
  return true;
}

/** @param {boolean} open */
function fold(open) {
  const item = document.activeElement?.closest(".item");
  if (!item || item.querySelector(".twist") === null) return false;
  // From a request of the sign-in back to the sign-in.
  const row = item.querySelector(":scope > .row");
  if (!open && isOpen(item) && row instanceof HTMLElement) row.focus();
  setOpen(item, open);
  return true;
}
