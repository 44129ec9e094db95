import { clock, duration, el } from "./dom.mjs";

/** @returns whether something went wrong, in the sense of "somebody has to look at it" */
export function isFailure({ source, event }) {
  if (source === "load-balancer")
    return event.explanation !== undefined || event.response.status >= 500;
  return event.explanation !== undefined;
}

/** The rule that matched; none when the request never got to the rules. */
export function matchedRule(event) {
  return event.rules.find((rule) => rule.matched);
}

/** One line of the list. */
export function rowOf(entry) {
  const rows = { "load-balancer": requestRow, identity: identityRow, notice: noticeRow };
  return rows[entry.source](entry.event, entry);
}

/** Everything that the filter looks through. */
export function searchTextOf({ source, event }) {
  if (source === "load-balancer") {
    const rule = matchedRule(event);
    return [
      event.application,
      event.request.method,
      event.request.url,
      event.response.status,
      event.errorReason,
      rule && `rule ${rule.priority}`,
      ...event.actions,
    ].join(" ");
  }
  return [event.message, event.text, event.client, event.user, event.type].join(" ");
}

function requestRow(event, entry) {
  const rule = matchedRule(event);
  const { request, response } = event;
  return frame(entry, Date.parse(event.startedAt), [
    el("span.pill", { "data-class": Math.floor(response.status / 100) }, String(response.status)),
    el("span.method", null, request.method),
    el("span.path", { title: request.url }, request.path),
    el(
      "span.meta",
      null,
      el("span.chip", null, event.application),
      rule &&
        el(
          "span.chip",
          null,
          rule.priority === "default" ? "default rule" : `rule ${rule.priority}`,
        ),
      event.login.length > 0 && el("span.chip.login", null, "login"),
      event.errorReason && el("span.chip.bad", null, event.errorReason),
      el("span.time", null, duration(event.timings.totalMs)),
    ),
  ]);
}

function identityRow(event, entry) {
  return frame(entry, event.at, [
    el("span.pill.cognito", null, "Cognito"),
    el("span.path", { title: event.message }, event.message),
    el(
      "span.meta",
      null,
      event.client && el("span.chip", null, event.client),
      event.user && el("span.chip", null, event.user),
    ),
  ]);
}

function noticeRow(event, entry) {
  return frame(entry, event.at, [
    el("span.pill.note", null, "start"),
    el("span.path", null, event.text),
  ]);
}

function frame(entry, at, children) {
  return el(
    "button.row",
    { type: "button", "data-failed": isFailure(entry) },
    el("time", null, clock(at)),
    ...children,
  );
}
