import { byId, code, el } from "./dom.mjs";

/** @import { Finding, TargetCheck } from "../../check-target/target-check.ts" */
/** @import { Overview } from "../overview.ts" */

const dialog = /** @type {HTMLDialogElement} */ (byId("check-target"));
const form = /** @type {HTMLFormElement} */ (byId("check-target-form"));
const service = /** @type {HTMLSelectElement} */ (byId("check-target-service"));
const path = /** @type {HTMLInputElement} */ (byId("check-target-path"));
const run = /** @type {HTMLButtonElement} */ (byId("check-target-run"));
const result = byId("check-target-result");

/** A dialog that checks which forged identities a program accepts. */
export function onCheckTarget() {
  for (const button of document.querySelectorAll("[data-opens=check-target]")) {
    button.addEventListener("click", open);
  }
  byId("check-target-close").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void check();
  });
}

/** What runs may have changed since the page was loaded. */
async function open() {
  dialog.showModal();
  const chosen = service.value;
  const response = await fetch("overview");
  /** @type {Overview} */
  const { targets } = await response.json();
  service.replaceChildren(...targets.map((name) => el("option", { value: name }, name)));
  if (targets.includes(chosen)) service.value = chosen;
  run.disabled = targets.length === 0;
  if (targets.length === 0) show(notice("warn", "No program runs behind a load balancer."));
}

async function check() {
  run.disabled = true;
  show(el("p.muted", {}, `Sending forged requests to ${service.value} …`));
  try {
    const response = await fetch("check-target", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ target: service.value, path: path.value.trim() }),
    });
    const body = await response.json();
    if (response.ok) show(...resultOf(body));
    else show(notice("bad", body.error));
  } catch {
    show(notice("bad", "The emulator does not respond. It may have stopped."));
  } finally {
    run.disabled = false;
  }
}

/** @param {readonly Node[]} nodes */
function show(...nodes) {
  result.replaceChildren(...nodes);
}

/** @param {TargetCheck} check */
function resultOf(check) {
  const { url, user, controls, findings, unread, requests } = check;
  const accepted = requests.filter((request) => request.result === "accepted").length;
  return [
    conclusionOf(check),
    el(
      "p.muted",
      {},
      code(`GET ${url}`),
      ` as ${user.name}. ${controls.genuine} with genuine headers, ${controls.anonymous} without.`,
      requests.length > 1 ? ` ${requests.length} forged requests, ${accepted} accepted.` : "",
    ),
    ...unread.map(({ part, explanation }) =>
      el("p.muted", {}, `The ${part} is not checked. ${explanation}`),
    ),
    findings.length > 0 && el("ul.findings", {}, findings.map(findingOf)),
  ].filter((node) => node instanceof Node);
}

/** @param {TargetCheck} check */
function conclusionOf({ result: outcome, problem, findings }) {
  switch (outcome) {
    case "careful":
      return notice("ok", "The program accepted no forged identity.");
    case "careless": {
      const count = findings.filter(({ severity }) => severity !== "info").length;
      return notice("bad", count === 1 ? "1 weakness" : `${count} weaknesses`);
    }
    case "inconclusive":
      return notice("warn", `Nothing can be said about this program. ${problem ?? ""}`);
  }
}

/** Colours of the pills; the severity is also their text. */
const pillOf = { high: "bad", medium: "warn", low: "info", info: "muted" };

/** @param {Finding} finding */
function findingOf({ severity, title, attack, fix, requests }) {
  return el(
    "li",
    {},
    el("h3", {}, el(`span.pill.${pillOf[severity]}`, {}, severity), " ", title),
    el(
      "dl.facts",
      {},
      el("dt", {}, "Attack"),
      el("dd", {}, attack),
      el("dt", {}, "Fix"),
      el("dd", {}, fix),
    ),
    el(
      "details.more",
      {},
      el("summary", {}, requests.length === 1 ? "1 request" : `${requests.length} requests`),
      el(
        "ul",
        {},
        requests.map((name) => el("li", {}, name)),
      ),
    ),
  );
}

/**
 * @param {"ok" | "warn" | "bad"} kind
 * @param {string} text
 */
function notice(kind, text) {
  return el(`p.notice.${kind}`, {}, text);
}
