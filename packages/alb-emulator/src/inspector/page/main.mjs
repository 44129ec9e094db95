import { onCheckTarget } from "./check-target.mjs";
import { connect } from "./connection.mjs";
import { detailOf } from "./detail.mjs";
import { byId } from "./dom.mjs";
import { onExport } from "./export.mjs";
import { hiddenText, isShown, offerChoices, onFilterChange } from "./filter.mjs";
import { onKeys } from "./keyboard.mjs";
import { EntryList } from "./list.mjs";
import { showOverview } from "./start-here.mjs";

/** @import { NumberedEvent } from "../event-log.ts" */
/** @import { Entry } from "./entry.mjs" */

const list = new EntryList(byId("list"));
const detail = byId("detail");
const article = byId("article");

/** Key of the entry, or of one of its steps, that the detail shows. @type {string | undefined} */
let shown;

/** Whether the user chose it: then it stays although something newer arrives. */
let isChosen = false;

/** @param {string} key */
function show(key) {
  const entry = list.find(key);
  if (entry === undefined) return;
  const isAnother = key !== shown;
  shown = key;
  list.mark(key);
  article.replaceChildren(...detailOf(entry.item, key));
  article.setAttribute("aria-labelledby", "detail-title");
  if (isAnother) detail.scrollTop = 0;
}

/** Makes the page agree with the list, the filter and the selection. */
function update() {
  const { entries } = list;
  for (const entry of entries) list.setHidden(entry, !isShown(entry));
  const hidden = entries.filter((entry) => !isShown(entry)).length;
  const count = (/** @type {(entry: (typeof entries)[number]) => boolean} */ test) =>
    String(entries.filter(test).length);
  byId("failure-count").textContent = count(({ isFailure }) => isFailure);
  byId("sign-in-count").textContent = count(({ item }) => item.isSignIn);
  const isCleared = entries.length === 0 && list.clearedCount > 0;
  byId("empty").hidden = entries.length > 0 || isCleared;
  byId("cleared").hidden = !isCleared;
  byId("cleared-count").textContent = `You removed ${list.clearedCount}.`;
  byId("no-match").hidden = entries.length === 0 || hidden < entries.length;
  byId("no-match-title").textContent = hiddenText();
  byId("hidden-count").textContent =
    hidden === 1
      ? "1 entry is hidden by the filter."
      : `${hidden} entries are hidden by the filter.`;
  article.hidden = shown === undefined;
  byId("start-here").hidden = shown !== undefined;
  const isOpen = shown !== undefined && keyInAddress() === shown;
  document.body.dataset.view = !entries.some(isWorthReading) ? "empty" : isOpen ? "detail" : "list";
}

/** The emulator's messages alone are no reason not to say how to start. @param {Entry} entry */
function isWorthReading({ item, isFailure }) {
  return item.notice === undefined || isFailure;
}

function keyInAddress() {
  return decodeURIComponent(location.hash.slice(1));
}

/** Without a choice of the user, the newest sign-in or failure is shown. */
function selectByAddress() {
  const asked = keyInAddress();
  if (list.find(asked) !== undefined) {
    isChosen = true;
    if (asked !== shown) show(asked);
  } else if (!isChosen) {
    const newest = list.entries.filter(isWorthReading).reverse();
    const first = newest.find(({ item, isFailure }) => item.isSignIn || isFailure) ?? newest[0];
    if (first !== undefined && first.item.key !== shown) show(first.item.key);
  }
  update();
}

/** @param {readonly NumberedEvent[]} events */
function add(events) {
  const changed = new Set(events.map((event) => list.add(event)));
  for (const entry of changed) if (entry !== undefined) offerChoices(entry);
  const current = shown === undefined ? undefined : list.find(shown);
  if (shown !== undefined && current !== undefined && changed.has(current)) show(shown);
  if (shown !== undefined && current === undefined) shown = undefined;
  selectByAddress();
}

function forgetAddress() {
  history.replaceState(null, "", location.pathname);
}

addEventListener("hashchange", selectByAddress);
onFilterChange(update);
onKeys(list);
byId("clear").addEventListener("click", () => {
  list.clear();
  shown = undefined;
  isChosen = false;
  forgetAddress();
  update();
});
byId("restore").addEventListener("click", () => {
  list.restore();
  selectByAddress();
});
byId("density").addEventListener("click", () => {
  const isCompact = document.body.classList.toggle("compact");
  byId("density").setAttribute("aria-pressed", String(isCompact));
});
byId("back").addEventListener("click", () => {
  forgetAddress();
  update();
  list.focusMarked();
});
article.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("[data-jump]");
  if (!(link instanceof HTMLElement)) return;
  event.preventDefault();
  byId(link.dataset.jump ?? "").scrollIntoView();
});

onCheckTarget();
onExport(() => list.entries.filter(isShown));
// The form to send a request again offers the users.
await showOverview().catch(() => undefined);
connect(add);
