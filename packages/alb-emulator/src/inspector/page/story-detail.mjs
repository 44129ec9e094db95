import { duration, el } from "./dom.mjs";
import { isSilent, requestsOf, signInTitle, toEntry, userOf } from "./entry.mjs";
import { whyOf } from "./failure.mjs";
import { headersOf } from "./headers.mjs";
import { phasesOf, serviceOf } from "./messages.mjs";
import { block, copyLinkButton, head, jumps, present, timeText, where, whyBox } from "./parts.mjs";
import { sessionOf } from "./request-detail.mjs";
import { rulesOf } from "./rules.mjs";
import { sequenceOf } from "./sequence.mjs";
import { isCallback, timeOf } from "./stories.mjs";
import { timingsOf } from "./timings.mjs";

/** @import { Item, Step } from "./stories.mjs" */
/** @import { Part } from "./timings.mjs" */

/** A whole sign-in. @param {Item} item */
export function storyDetail(item) {
  const { row, isFailure, application } = toEntry(item);
  const requests = requestsOf(item);
  const [first] = requests;
  const last = requests.at(-1);
  const session = requests.findLast(({ event }) => event.session?.id !== undefined)?.event.session;
  const page = requests.find(({ event }) => event.target !== undefined);
  const failed = isFailure ? item.steps.findLast((step) => whyOf(step) !== undefined) : undefined;
  const blocks = present([
    block("sequence", "Sequence", `${item.steps.length} requests`, ...sequenceOf(phasesOf(item))),
    session && block("session", "Session", "", sessionOf(session)),
    first && block("rules", "Rules", "", rulesOf(first.event)),
    page && block("headers", "Headers and tokens", "of the last request", headersOf(page.event)),
    block("timings", "Timings", duration(row.durationMs ?? 0), timings(item)),
  ]);
  return present([
    where([application, timeText(row.atMs), `from ${last?.event.request.clientAddress ?? ""}`]),
    head(row, signInTitle(item), [copyLinkButton(item.key)]),
    el("p.said", {}, summaryOf(item)),
    failed && whyBox(whyOf(failed)),
    jumps(blocks),
    ...blocks,
  ]);
}

/** @param {Item} item */
function summaryOf(item) {
  const requests = requestsOf(item);
  const path = requests[0]?.event.request.path ?? "the page";
  const who = userOf(item) || "The browser";
  const end = requests.at(-1)?.event;
  const last = item.steps.at(-1);
  const asked = `${who} asked for ${path} and was sent to Cognito.`;
  if (last?.type === "cognito") {
    return last.events.some(({ type }) => type.endsWith("-failed"))
      ? `${asked} Cognito refused.`
      : `${asked} The sign-in has not come back to the load balancer yet.`;
  }
  if (end === undefined || item.steps.length === 1) return `${asked} Nothing has come back yet.`;
  const total = totalMs(item);
  if (end.target !== undefined) {
    const way = isSilent(item)
      ? "Cognito knew the user already, so it showed no page."
      : `${duration(betweenMs(item))} of that passed in the browser.`;
    return `${asked} ${serviceOf(end)} returned ${end.response.status} after ${duration(total)}. ${way}`;
  }
  return isCallback(end) && end.response.status < 400
    ? `${asked} The sign-in is complete; the browser has not asked for the page yet.`
    : `${asked} The load balancer returned ${end.response.status}.`;
}

/** @param {Item} item */
function totalMs({ steps }) {
  const [first] = steps;
  const last = steps.at(-1);
  return first && last ? timeOf(last) - timeOf(first) + durationOf(last) : 0;
}

/** The time that no server spent. @param {Item} item */
function betweenMs(item) {
  return Math.max(0, totalMs(item) - item.steps.reduce((sum, step) => sum + durationOf(step), 0));
}

/** @param {Step} step */
function durationOf(step) {
  return step.type === "request"
    ? step.event.timings.totalMs
    : (step.events[0]?.request.durationMs ?? 0);
}

/** @param {Step} step */
function nameOf(step) {
  if (step.type === "cognito") return `Cognito ${step.events[0]?.request.path ?? ""}`;
  const { method, path } = step.event.request;
  return `${method} ${path}`;
}

/** @param {Item} item */
function timings(item) {
  const [first] = item.steps;
  const start = first ? timeOf(first) : 0;
  let endMs = 0;
  const parts = item.steps.flatMap((step) => {
    const startMs = timeOf(step) - start;
    const waited = Math.max(0, startMs - endMs);
    const before = endMs;
    endMs = startMs + durationOf(step);
    return /** @type {Part[]} */ ([
      { name: "In the browser", startMs: before, durationMs: waited, className: "t-you" },
      {
        name: nameOf(step),
        startMs,
        durationMs: durationOf(step),
        className: step.type === "cognito" ? "t-cognito" : step.event.target ? "t-app" : "t-lb",
      },
    ]);
  });
  return timingsOf(
    parts.filter(({ name, durationMs }) => name !== "In the browser" || durationMs >= 20),
    Math.max(endMs, 1),
  );
}
