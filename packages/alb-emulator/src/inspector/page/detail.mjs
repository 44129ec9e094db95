import { clock, code, duration, el, fraction, icon, svg } from "./dom.mjs";
import { matchedRule, ruleName } from "./entry.mjs";
import { factsOf, titleOf, whyOf } from "./row.mjs";
import { sequenceOf } from "./sequence.mjs";
import { headersOf } from "./token.mjs";

/** @import { EventTimings, LoadBalancerEvent, RuleEvaluation, SessionTrace } from "../../model/event.ts" */
/** @import { Entry } from "./entry.mjs" */

/** @type {Readonly<Record<SessionTrace["state"], string>>} */
const sessionStates = {
  none: "there is no session",
  valid: "the session is valid",
  refreshed: "the session was refreshed",
  expired: "the session has expired",
  invalid: "the session cookie is invalid",
  created: "a session was created",
};

/**
 * Everything about one entry of the list.
 * @param {Entry} entry
 * @returns {Node[]}
 */
export function detailOf(entry) {
  const { source, event } = entry.event;
  switch (source) {
    case "load-balancer":
      return requestDetail(entry, event);
    case "identity": {
      const facts = factsOf({ "App client": event.client, User: event.user });
      return present([
        where(["Cognito", timeOf(entry)]),
        titleOf(entry, event.message),
        whyOf(event.explanation),
        facts.childElementCount > 0 && block("about", "About", el("div.box", {}, facts)),
      ]);
    }
    case "notice":
      return present([
        where(["Emulator", timeOf(entry)]),
        titleOf(entry, event.text),
        whyOf(event.explanation),
      ]);
  }
}

/**
 * @param {Entry} entry
 * @param {LoadBalancerEvent} event
 */
function requestDetail(entry, event) {
  const { request, session, target } = event;
  const { searchParams } = new URL(request.url);
  const blocks = present([
    event.ruleEvaluations.length > 0 && block("rules", "Rules", rulesOf(event)),
    event.actions.length > 0 && block("actions", "Actions", actionsOf(event)),
    event.loginSteps.length > 0 && block("sequence", "Sequence", ...sequenceOf(event.loginSteps)),
    session && block("session", "Session", el("div.box", {}, sessionOf(session))),
    target && block("headers", "Headers and tokens", headersOf(target.headers)),
    searchParams.size > 0 &&
      block("query", "Query", el("div.box", {}, factsOf(Object.fromEntries(searchParams)))),
    block("timings", "Timings", timingsOf(event.timings, target?.service ?? "Target")),
  ]);
  return present([
    where([event.application, timeOf(entry), `from ${request.clientAddress}`, entry.user]),
    titleOf(entry, `${request.host}${request.path}`),
    el("p.said", {}, summaryOf(event)),
    whyOf(event.explanation),
    el(
      "nav.jump",
      { "aria-label": "Parts of this page" },
      blocks.map(({ id, firstElementChild }) =>
        el("a", { href: `#${id}`, "data-jump": id }, firstElementChild?.textContent),
      ),
    ),
    ...blocks,
  ]);
}

/** @param {LoadBalancerEvent} event */
function summaryOf(event) {
  const { response, session, target } = event;
  const rule = matchedRule(event);
  const parts = [
    rule ? `${ruleName(rule)} matched` : beforeRules(event),
    session && sessionStates[session.state],
    response.by === "target"
      ? `${target?.service ?? "the target"} returned ${response.status}`
      : responseOfLoadBalancer(response.status),
  ].filter((part) => part !== undefined);
  const text = parts.join(", ").replace(/, ([^,]*)$/, " and $1");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${event.errorReason ? ` (${event.errorReason})` : ""}.`;
}

/** @param {LoadBalancerEvent} event */
function beforeRules({ actions }) {
  return actions.includes("authenticate")
    ? "the load balancer handled the sign-in callback"
    : "no rule was evaluated";
}

/** @param {number} status */
function responseOfLoadBalancer(status) {
  if (status === 0) return "the connection was closed without a response";
  return status === 460
    ? "the client left before the response"
    : `the load balancer returned ${status}`;
}

/** @param {LoadBalancerEvent} event */
function rulesOf(event) {
  const matched = matchedRule(event);
  const misses = event.ruleEvaluations.filter((rule) => !rule.matched);
  return el(
    "div.box",
    {},
    matched && hitOf(matched, event),
    misses.length > 0 &&
      el(
        "details.misses",
        {},
        el(
          "summary",
          {},
          `${misses.length} rule${misses.length === 1 ? "" : "s"} before it did not match`,
        ),
        el(
          "ol",
          {},
          misses.map(({ priority, address, mismatches }) =>
            el(
              "li",
              { title: address },
              code(`rule ${priority}`),
              el("span.number", {}, String(priority)),
              el("span.no", {}, mismatches.join(", and ")),
            ),
          ),
        ),
      ),
    matched &&
      el(
        "details.misses",
        {},
        el("summary", {}, "Terraform address"),
        el("p.address", {}, code(matched.address), " in stack ", code(event.application)),
      ),
  );
}

/**
 * @param {RuleEvaluation} rule
 * @param {LoadBalancerEvent} event
 */
function hitOf(rule, { session, actions, target, response }) {
  const priority = rule.priority === "default" ? "after all others" : `priority ${rule.priority}`;
  const last = actions.at(-1);
  const destination = last === "forward" ? target?.service : response.location;
  return el(
    "div.hit",
    {},
    el(
      "div.head",
      {},
      el("b", {}, icon("check"), " ", code(ruleName(rule)), " matched"),
      el("span.muted", {}, priority),
    ),
    el(
      "ul",
      {},
      session && row("Access", "sign in, with ", code(session.scope)),
      last && row("Then", last, destination && " to ", destination && code(destination)),
    ),
  );
}

/**
 * @param {string} name
 * @param {readonly (Node | string | undefined)[]} content
 */
function row(name, ...content) {
  return el("li", {}, el("span", {}, name), el("span", {}, ...content));
}

/** @param {LoadBalancerEvent} event */
function actionsOf({ actions, session, target, response }) {
  const failed = response.status >= 400;
  return el(
    "ol.chain",
    {},
    actions.map((action) =>
      el(
        "li",
        {},
        el("b", {}, action === "authenticate" ? "authenticate-cognito" : action),
        action === "authenticate" && session && sessionStates[session.state],
        action === "forward" &&
          target &&
          `to ${target.service ?? target.targetGroup}, ${target.url}`,
      ),
    ),
    el(
      failed ? "li.end" : "li",
      {},
      el(
        "b",
        {},
        `${response.status} from ${response.by === "target" ? (target?.service ?? "the target") : "the load balancer"}`,
      ),
      response.location && code(response.location),
    ),
  );
}

/** @param {SessionTrace} session */
function sessionOf(session) {
  /** @param {string | undefined} time */
  const local = (time) => time && new Date(time).toLocaleString();
  return factsOf({
    Cookie: session.cookieName,
    State: sessionStates[session.state],
    User: session.subject,
    Scopes: session.scope,
    Shards: session.cookieShards || undefined,
    "Access token until": local(session.accessTokenExpiresAt),
    "Session until": local(session.sessionExpiresAt),
  });
}

/**
 * @param {EventTimings} timings
 * @param {string} target
 */
function timingsOf({ totalMs, loginMs, targetMs = 0 }, target) {
  const ownMs = Math.max(0, totalMs - loginMs - targetMs);
  const parts = [
    { name: "Load balancer", durationMs: ownMs, className: "t-lb" },
    { name: "Cognito", durationMs: loginMs, className: "t-cognito" },
    { name: target, durationMs: targetMs, className: "t-app" },
  ].filter(({ durationMs }) => durationMs > 0);
  let beforeMs = 0;
  return el(
    "ol.box.timing",
    {},
    parts.map(({ name, durationMs, className }) => {
      const x = `${(beforeMs / totalMs) * 100}%`;
      beforeMs += durationMs;
      const width = `${(durationMs / totalMs) * 100}%`;
      return el(
        "li",
        {},
        el("span", {}, name),
        svg(
          "svg",
          { "aria-hidden": "true" },
          svg("rect", { class: "track", width: "100%", height: "100%", rx: 2 }),
          svg("rect", { class: className, x, width, height: "100%", rx: 2 }),
        ),
        el("span.ms", {}, duration(durationMs)),
      );
    }),
  );
}

/** @param {Entry} entry */
function timeOf({ atMs }) {
  return `${clock(atMs)}${fraction(atMs)}`;
}

/** @param {readonly string[]} parts */
function where(parts) {
  return el("p.where", {}, parts.filter((part) => part !== "").join(" · "));
}

/**
 * @param {string} id
 * @param {string} title
 * @param {readonly Node[]} content
 */
function block(id, title, ...content) {
  return el("section.block", { id }, el("h2", {}, title), ...content);
}

/**
 * @template {Node} Kind
 * @param {readonly (Kind | false | undefined)[]} nodes
 * @returns {Kind[]}
 */
function present(nodes) {
  return nodes.filter((node) => node !== false && node !== undefined);
}
