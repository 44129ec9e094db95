import { byId, el } from "./dom.mjs";

/** @import { Entry } from "./entry.mjs" */

const tools = inputElement("tools", HTMLFormElement);
const find = inputElement("find", HTMLInputElement);
const application = inputElement("application", HTMLSelectElement);
const user = inputElement("user", HTMLSelectElement);
const more = byId("more");

/**
 * Whether the filter's fields let an entry through.
 * @param {Entry} entry
 */
export function isShown(entry) {
  const show = new FormData(tools).get("show");
  if (show === "failures" && !entry.isFailure) return false;
  if (show === "sign-ins" && !entry.item.isSignIn) return false;
  if (application.value !== "" && entry.application !== application.value) return false;
  if (user.value !== "" && entry.user !== user.value) return false;
  return find.value
    .toLowerCase()
    .split(/\s+/)
    .every((word) => entry.searchText.includes(word));
}

/**
 * Offers an entry's application and user as choices.
 * @param {Entry} entry
 */
export function offerChoices(entry) {
  addOption(application, entry.application);
  addOption(user, entry.user);
}

/** Why the list is empty. */
export function hiddenText() {
  const text = find.value.trim();
  return text === "" ? "No request matches" : `No request matches “${text}”`;
}

/** @param {() => void} listener */
export function onFilterChange(listener) {
  tools.addEventListener("input", listener);
  tools.addEventListener("submit", (event) => event.preventDefault());
  byId("reset").addEventListener("click", () => {
    tools.reset();
    listener();
  });
}

export function focusFind() {
  find.focus();
}

export function showFailures() {
  const failures = tools.querySelector("input[value=failures]");
  if (failures instanceof HTMLInputElement) failures.checked = true;
  tools.dispatchEvent(new Event("input"));
}

more.addEventListener("click", () => {
  more.setAttribute("aria-expanded", String(tools.classList.toggle("open")));
});

/**
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
function addOption(select, value) {
  if (value === "") return;
  const isKnown = [...select.options].some((option) => option.value === value);
  if (!isKnown) select.append(el("option", {}, value));
}

/**
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} type
 * @returns {Kind}
 */
function inputElement(id, type) {
  const element = byId(id);
  if (!(element instanceof type)) throw new Error(`#${id} is not a ${type.name}.`);
  return element;
}
