import { detailOf } from "./detail.mjs";
import { el } from "./dom.mjs";
import { isFailure, rowOf, searchTextOf } from "./rows.mjs";

const keptRows = 500;

const byId = (id) => document.getElementById(id);
const list = byId("list");
const detail = byId("detail");
const filter = byId("filter");
const failures = byId("failures");

/** Rows by number, newest last. */
const rows = new Map();
let selected;

function add(entry) {
  if (rows.has(entry.number)) return;
  const item = el("li", null, rowOf(entry));
  item.firstChild.addEventListener("click", () => select(entry.number));
  rows.set(entry.number, { entry, item, text: searchTextOf(entry).toLowerCase() });
  item.hidden = !isWanted(rows.get(entry.number));
  list.prepend(item);
  if (rows.size > keptRows) {
    const [[oldest, row]] = rows;
    row.item.remove();
    rows.delete(oldest);
  }
  byId("empty").hidden = true;
}

function select(number) {
  const row = rows.get(number);
  if (!row) return;
  rows.get(selected)?.item.removeAttribute("aria-current");
  selected = number;
  row.item.setAttribute("aria-current", "true");
  row.item.scrollIntoView({ block: "nearest" });
  detail.replaceChildren(...detailOf(row.entry));
  detail.scrollTop = 0;
  history.replaceState(null, "", `#${number}`);
}

function isWanted({ entry, text }) {
  if (failures.checked && !isFailure(entry)) return false;
  const words = filter.value.toLowerCase().split(/\s+/);
  return words.every((word) => text.includes(word));
}

function refilter() {
  for (const row of rows.values()) row.item.hidden = !isWanted(row);
}

filter.addEventListener("input", refilter);
failures.addEventListener("change", refilter);
byId("clear").addEventListener("click", () => {
  rows.clear();
  list.replaceChildren();
});
document.addEventListener("keydown", (event) => {
  if (event.target === filter || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const visible = [...rows.keys()].filter((number) => !rows.get(number).item.hidden).reverse();
  const step = event.key === "ArrowDown" ? 1 : -1;
  const next = visible[visible.indexOf(selected) + step];
  if (next !== undefined) select(next);
  event.preventDefault();
});

const source = new EventSource("events");
const connection = byId("connection");
// A burst of requests is drawn once a frame.
let waiting = [];
source.addEventListener("message", (message) => {
  waiting.push(JSON.parse(message.data));
  if (waiting.length === 1) requestAnimationFrame(drawWaiting);
});
function drawWaiting() {
  const entries = waiting;
  waiting = [];
  for (const entry of entries.slice(-keptRows)) add(entry);
  const asked = Number(location.hash.slice(1));
  if (selected === undefined && rows.has(asked)) select(asked);
}
source.addEventListener("open", () => {
  connection.textContent = "live";
  connection.dataset.state = "live";
});
source.addEventListener("error", () => {
  connection.textContent = "not running";
  connection.dataset.state = "lost";
});

const overview = await (await fetch("overview")).json();
byId("applications").append(
  ...overview.applications.map(({ name, url }) =>
    el("a", { href: url, target: "_blank", rel: "noreferrer" }, name),
  ),
);
byId("hints").append(
  ...overview.applications.map(({ name, url }) =>
    el("li", null, el("a", { href: url, target: "_blank", rel: "noreferrer" }, url), ` (${name})`),
  ),
  ...overview.demoUsers.map(({ login, password, groups }) =>
    el(
      "li",
      null,
      "sign in as ",
      el("code", null, login),
      " with ",
      el("code", null, password),
      groups.length > 0 ? ` (${groups.join(", ")})` : "",
    ),
  ),
);
