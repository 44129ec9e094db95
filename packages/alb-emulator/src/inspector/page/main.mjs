import { detailOf } from "./detail.mjs";
import { byId, el } from "./dom.mjs";
import { toEntry } from "./entry.mjs";
import { focusFind, isShown, offerChoices, onFilterChange, showFailures } from "./filter.mjs";
import { rowOf } from "./row.mjs";
import { showOverview } from "./start-here.mjs";

/** @import { NumberedEvent } from "../event-log.ts" */
/** @import { Entry } from "./entry.mjs" */

/**
 * @typedef {object} ListItem
 * @property {Entry} entry
 * @property {HTMLElement} item
 */

/** As many as the server stores. */
const maxEntries = 500;

const list = byId("list");
const detail = byId("detail");
const article = byId("article");

/**
 * By number, newest last.
 * @type {Map<number, ListItem>}
 */
const items = new Map();

/** @type {readonly ListItem[]} */
let clearedItems = [];

/** @type {number | undefined} */
let selected;

/** @param {NumberedEvent} event */
function add(event) {
  if (event.source === "service-log" || items.has(event.number)) return;
  const entry = toEntry(event);
  const item = rowOf(entry);
  items.set(entry.number, { entry, item });
  offerChoices(entry);
  list.prepend(item);
  const [oldest] = items;
  if (items.size > maxEntries && oldest !== undefined) {
    oldest[1].item.remove();
    items.delete(oldest[0]);
  }
}

/** @param {number} number */
function select(number) {
  const found = items.get(number);
  if (found === undefined) return;
  if (selected !== undefined) linkOf(items.get(selected))?.removeAttribute("aria-current");
  selected = number;
  linkOf(found)?.setAttribute("aria-current", "true");
  found.item.scrollIntoView({ block: "nearest" });
  article.replaceChildren(...detailOf(found.entry));
  article.setAttribute("aria-labelledby", "detail-title");
  detail.scrollTop = 0;
}

/** @param {ListItem | undefined} listItem */
function linkOf(listItem) {
  return listItem?.item.querySelector("a");
}

/** Makes the page agree with the list, the filter and the selection. */
function update() {
  const all = [...items.values()];
  for (const { entry, item } of all) item.hidden = !isShown(entry);
  const hidden = all.filter(({ item }) => item.hidden).length;
  byId("failure-count").textContent = String(all.filter(({ entry }) => entry.isFailure).length);
  byId("sign-in-count").textContent = String(all.filter(({ entry }) => entry.isSignIn).length);
  const isCleared = all.length === 0 && clearedItems.length > 0;
  byId("empty").hidden = all.length > 0 || isCleared;
  byId("cleared").hidden = !isCleared;
  byId("cleared-count").textContent = `You removed ${clearedItems.length}.`;
  byId("no-match").hidden = all.length === 0 || hidden < all.length;
  byId("hidden-count").textContent = `${hidden} hidden by the filter.`;
  article.hidden = selected === undefined;
  byId("start-here").hidden = selected !== undefined;
  const isOpen = selected !== undefined && Number(location.hash.slice(1)) === selected;
  document.body.dataset.view = all.length === 0 ? "empty" : isOpen ? "detail" : "list";
}

/** Without a choice of the user, the newest failure or sign-in is shown. */
function selectByHash() {
  const asked = Number(location.hash.slice(1));
  if (items.has(asked)) {
    if (asked !== selected) select(asked);
  } else if (selected === undefined) {
    const entries = [...items.values()].reverse().map(({ entry }) => entry);
    const first = entries.find(({ isFailure, isSignIn }) => isFailure || isSignIn) ?? entries[0];
    if (first !== undefined) select(first.number);
  }
  update();
}

addEventListener("hashchange", selectByHash);
onFilterChange(update);
byId("clear").addEventListener("click", () => {
  clearedItems = [...items.values()];
  items.clear();
  list.replaceChildren();
  selected = undefined;
  history.replaceState(null, "", location.pathname);
  update();
});
byId("restore").addEventListener("click", () => {
  for (const listItem of clearedItems) {
    items.set(listItem.entry.number, listItem);
    list.prepend(listItem.item);
  }
  clearedItems = [];
  selectByHash();
});
byId("density").addEventListener("click", (event) => {
  const isCompact = document.body.classList.toggle("compact");
  byId("density").setAttribute("aria-pressed", String(isCompact));
  event.preventDefault();
});
byId("back").addEventListener("click", () => {
  history.replaceState(null, "", location.pathname);
  update();
});
article.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("[data-jump]");
  if (!(link instanceof HTMLElement)) return;
  event.preventDefault();
  byId(link.dataset.jump ?? "").scrollIntoView();
});

// Arrows move the focus itself, so that Enter selects what the user looks at.
document.addEventListener("keydown", (event) => {
  document.body.classList.toggle("dismissed", event.key === "Escape");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.matches("input, select")) return;
  const links = [...list.querySelectorAll("a")].filter((link) => link.offsetParent !== null);
  const index = links.findIndex((link) => link.matches(":focus"));
  switch (event.key) {
    case "ArrowDown":
    case "ArrowUp":
      links[Math.max(0, index + (event.key === "ArrowDown" ? 1 : -1))]?.focus();
      break;
    case "/":
      focusFind();
      break;
    case "f":
      showFailures();
      break;
    default:
      return;
  }
  event.preventDefault();
});
document.addEventListener("pointerover", () => document.body.classList.remove("dismissed"));

const source = new EventSource("events");
/** @type {NumberedEvent[]} */
let waiting = [];
// A burst of requests is drawn once a frame.
source.addEventListener("message", ({ data }) => {
  waiting.push(JSON.parse(data));
  if (waiting.length === 1) requestAnimationFrame(drawWaiting);
});
source.addEventListener("open", () => showConnection(true));
source.addEventListener("error", () => showConnection(false));

function drawWaiting() {
  const events = waiting;
  waiting = [];
  for (const event of events.slice(-maxEntries)) add(event);
  selectByHash();
}

/** @param {boolean} isLive */
function showConnection(isLive) {
  byId("lost").hidden = isLive;
  byId("connection").replaceChildren(
    el(isLive ? "span.dot" : "span.dot.lost"),
    isLive ? " Live" : " Not connected",
  );
}

await showOverview();
