import { differencesOf } from "./differences.mjs";
import { code, duration, el, icon } from "./dom.mjs";
import { ruleNameOf } from "./entry.mjs";
import { statusClass } from "./failure.mjs";
import { block } from "./parts.mjs";

/** @import { LoadBalancerEvent } from "../../model/event.ts" */
/** @import { KnownUser } from "../../model/known-user.ts" */
/** @import { RequestExplanation } from "../../explain/request-explanation.ts" */
/** @import { ReplayRequest, ReplayResult } from "../../replay/replay-request.ts" */

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** The connection sets these, the emulator the cookies; the rest is of the browser's own making. */
const skipped =
  /^(host|connection|content-length|cookie|authorization|proxy-|sec-|accept-encoding|upgrade|if-|x-amzn-)/i;

/** @type {readonly KnownUser[]} */
let users = [];

/** The last form, so that what was typed stays when the entry changes. @type {{ id: string, element: HTMLElement } | undefined} */
let shown;

/** @param {readonly KnownUser[]} known */
export function setUsers(known) {
  users = known;
}

/**
 * A form that sends the request again, with changes. Other actions on a request go beside its buttons.
 * @param {LoadBalancerEvent} event
 */
export function tryAgainOf(event) {
  if (shown?.id === event.id) return shown.element;
  const element = block("try", "Try again", "", formOf(event));
  shown = { id: event.id, element };
  return element;
}

/** @param {LoadBalancerEvent} event */
function formOf(event) {
  const { request, session } = event;
  const known = users.find(({ subject }) => subject === session?.subject);
  const method = field("select.select.dense", "try-method", {}, [
    ...new Set([request.method, ...methods]),
  ]);
  const address = field("input.input.dense.mono", "try-address", { value: request.url }, []);
  const user = field("select.select.dense", "try-user", {}, [
    "nobody",
    ...users.map(({ login }) => login),
  ]);
  user.value = known?.login ?? "nobody";
  const headers = field("textarea.input.dense", "try-headers", { rows: 2 }, []);
  headers.value = request.headers
    .filter(({ name }) => !skipped.test(name))
    .map(({ name, value }) => `${name}: ${value}`)
    .join("\n");
  const body = field("textarea.input.dense", "try-body", { rows: 2 }, []);
  const result = el("div.result", { role: "status", hidden: true });
  const form = el(
    "form.box",
    {},
    el(
      "div.try",
      {},
      labelled("Method", method),
      labelled("Address", address),
      labelled("As", user),
      labelled("Headers, one a line", headers, "div.wide"),
      labelled("Body, which is not recorded", body, "div.wide"),
      el(
        "div.wide.buttons",
        {},
        el("button.button.dense", { type: "submit" }, icon("replay", "icon s"), "Send"),
        el(
          "button.button.quiet.dense",
          { type: "submit", value: "rules" },
          "Only evaluate the rules",
        ),
        el(
          "span.muted.small",
          {},
          "Send repeats the request for real, with a session of its own and without the browser's cookies.",
        ),
      ),
    ),
    result,
  );
  form.addEventListener("submit", async (submitted) => {
    submitted.preventDefault();
    const isOnlyRules =
      submitted instanceof SubmitEvent &&
      submitted.submitter instanceof HTMLButtonElement &&
      submitted.submitter.value === "rules";
    /** @type {ReplayRequest} */
    const sent = {
      method: method.value,
      url: address.value.trim(),
      headers: headers.value.split("\n").flatMap(headerOf),
      original: event.id,
      ...(address.value.startsWith(new URL("/", request.url).href) && {
        application: event.application,
      }),
      ...(user.value !== "nobody" && { login: user.value }),
      ...(body.value !== "" && { body: body.value }),
    };
    result.hidden = false;
    result.replaceChildren("Sending…");
    const { error, ...found } = await post(isOnlyRules ? "explain" : "replay", sent);
    if (error !== undefined) result.replaceChildren(el("span.pill.bad", {}, "error"), ` ${error}`);
    else if (isOnlyRules) result.replaceChildren(...explained(found));
    else result.replaceChildren(...replayed(found, event, user.value));
  });
  return form;
}

/**
 * @param {string} command
 * @param {ReplayRequest} sent
 */
async function post(command, sent) {
  try {
    const response = await fetch(command, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(sent),
    });
    return await response.json();
  } catch {
    return { error: "The emulator does not respond. Nothing is known of the request." };
  }
}

/**
 * @param {ReplayResult} result
 * @param {LoadBalancerEvent} original
 * @param {string} user
 */
function replayed({ event, note, body }, original, user) {
  const { status, by } = event.response;
  const rule = ruleNameOf(event);
  const differences = differencesOf(original, event);
  return [
    el(`span.pill.${statusClass(status)}`, {}, String(status)),
    ` As ${user}: `,
    ...(rule === "" ? [] : [code(rule), " matched, "]),
    `${by === "target" ? (event.target?.service ?? "the target") : "the load balancer"} returned ${status} in ${duration(event.timings.totalMs)}. `,
    el("a", { href: `#${event.id}` }, "Open it"),
    ...(note === undefined ? [] : [el("p.muted", {}, note)]),
    differences.length === 0
      ? el("p.muted", {}, "The response has the same status and headers as the original.")
      : el(
          "table.table",
          {},
          el("caption.hidden-visually", {}, "Differences from the original response"),
          el(
            "thead",
            {},
            el(
              "tr",
              {},
              ...["", "Original", "Now"].map((text) => el("th", { scope: "col" }, text)),
            ),
          ),
          el(
            "tbody",
            {},
            differences.map(({ name, before, after }) =>
              el(
                "tr",
                {},
                el("th", { scope: "row" }, name),
                el("td", {}, before),
                el("td", {}, after),
              ),
            ),
          ),
        ),
    ...(body.text === undefined || body.text === ""
      ? []
      : [
          el(
            "details.more",
            {},
            el("summary", {}, `Response body, ${body.sizeBytes.toLocaleString()} bytes`),
            el("pre.code.wrap", { tabindex: 0 }, body.text, body.isCut ? "…" : ""),
          ),
        ]),
  ];
}

/** @param {RequestExplanation} explanation */
function explained({ rules, response }) {
  const matched = rules.find(({ result }) => result === "matched");
  const name =
    matched?.origin?.name ??
    (matched?.priority === "default" ? "default rule" : `rule ${matched?.priority}`);
  return [
    "Rules only: ",
    ...(matched === undefined ? ["no rule is evaluated"] : [code(name), " would match"]),
    `, and the visitor gets: ${responseText(response)}.`,
  ];
}

/** @param {RequestExplanation["response"]} response */
function responseText(response) {
  switch (response.type) {
    case "sign-in":
      return `a redirect to sign in, with the scopes ${response.scopes.join(" ")}`;
    case "target":
      return `the response of ${response.targets.map(({ service, targetGroup }) => service ?? targetGroup).join(" or ")}`;
    case "redirect":
      return `${response.status} to ${response.location}`;
    case "no-connection":
    case "error":
      return response.explanation.replace(/\.$/, "");
    default:
      return `${response.status}`;
  }
}

/** @param {string} line @returns {(readonly [string, string])[]} */
function headerOf(line) {
  if (line.trim() === "") return [];
  const colon = line.indexOf(":");
  return [
    colon < 0 ? [line.trim(), ""] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()],
  ];
}

/**
 * @param {string} tag
 * @param {string} id
 * @param {Readonly<Record<string, string | number>>} attributes
 * @param {readonly string[]} options
 * @returns {HTMLInputElement}
 */
function field(tag, id, attributes, options) {
  const element = el(
    tag,
    { id, autocomplete: "off", spellcheck: "false", ...attributes },
    options.map((text) => el("option", {}, text)),
  );
  return /** @type {HTMLInputElement} */ (element);
}

/**
 * @param {string} text
 * @param {HTMLElement} control
 */
function labelled(text, control, tag = "div") {
  return el(tag, {}, el("label.label", { for: control.id }, text), control);
}
