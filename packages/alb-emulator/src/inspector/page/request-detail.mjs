import { code, duration, el } from "./dom.mjs";
import { ruleNameOf, stepRow } from "./entry.mjs";
import { whyOf } from "./failure.mjs";
import { headersOf } from "./headers.mjs";
import { phasesOf, serviceOf, sessionStates } from "./messages.mjs";
import {
  block,
  copyButton,
  copyLinkButton,
  factsOf,
  head,
  jumps,
  present,
  timeText,
  where,
  whyBox,
} from "./parts.mjs";
import { rulesOf } from "./rules.mjs";
import { sequenceOf } from "./sequence.mjs";
import { isCallback, timeOf } from "./stories.mjs";
import { timingsOf } from "./timings.mjs";
import { tryAgainOf } from "./try-again.mjs";

/** @import { LoadBalancerEvent, SessionTrace } from "../../model/event.ts" */
/** @import { ReplayEvent } from "../../model/replay-event.ts" */
/** @import { ServiceLogEvent } from "../../model/service-log-event.ts" */
/** @import { Item, RequestStep } from "./stories.mjs" */

/**
 * @param {RequestStep} step
 * @param {Item} item
 */
export function requestDetail(step, item) {
  const { event, log, replay } = step;
  const { request, session, ruleEvaluations, application } = event;
  const blocks = present([
    ruleEvaluations.length > 0 && block("rules", "Rules", "", rulesOf(event)),
    log && logBlock(log),
    block("sequence", "Sequence", "", ...sequenceOf(phasesOf({ ...item, steps: [step] }))),
    session && block("session", "Session", "", sessionOf(session)),
    block("headers", "Headers and tokens", "", headersOf(event)),
    timingsBlock(event),
    !request.webSocket && request.method !== "-" && tryAgainOf(event),
  ]);
  return present([
    where([application, timeText(timeOf(step)), `from ${request.clientAddress}`, session?.user]),
    head(stepRow(step), `${request.host}${request.path}`, [
      copyButton("Copy as curl", () => curlOf(event)),
      copyLinkButton(step.key),
    ]),
    el("p.said", {}, ...summaryOf(event)),
    replay && el("p.said", {}, ...replayText(replay)),
    item.isSignIn && el("p.said", {}, el("a", { href: `#${item.key}` }, "See the whole sign-in")),
    whyBox(whyOf(step)),
    jumps(blocks),
    ...blocks,
  ]);
}

/** @param {ReplayEvent} replay */
function replayText({ original, user }) {
  return [
    `Replay: the inspector sent this request as ${user ?? "nobody"}.`,
    ...(original === undefined ? [] : [" ", el("a", { href: `#${original}` }, "See the original")]),
  ];
}

/**
 * What happened, in one sentence.
 * @param {LoadBalancerEvent} event
 * @returns {(Node | string)[]}
 */
function summaryOf(event) {
  const { response, session } = event;
  const rule = ruleNameOf(event);
  const result =
    response.by === "target"
      ? `${serviceOf(event)} returned ${response.status}.`
      : `${responseOfLoadBalancer(response.status)}.`;
  const state = session === undefined ? "" : `, ${sessionStates[session.state]}`;
  if (isCallback(event)) {
    return [`The load balancer handles this path itself, before any rule${state}: ${result}`];
  }
  return rule === ""
    ? [`No rule was evaluated: ${result}`]
    : [code(rule), ` matched${state} and ${result}`];
}

/** @param {number} status */
function responseOfLoadBalancer(status) {
  if (status === 0) return "the connection was closed without a response";
  if (status === 460) return "the client left before the response";
  return `the load balancer returned ${status}`;
}

/** @param {SessionTrace} session */
export function sessionOf(session) {
  /** @param {string | undefined} time */
  const local = (time) => time && new Date(time).toLocaleString();
  const { cookieName, cookieShards, user, subject } = session;
  return el(
    "div.box",
    {},
    factsOf({
      Cookie: cookieShards > 0 ? `${cookieName}, shards: ${cookieShards}` : cookieName,
      State: sessionStates[session.state],
      User: user === subject ? undefined : user,
      "User ID": subject,
      Scopes: session.scope,
      "Access token until": local(session.accessTokenExpiresAt),
      "Session until": local(session.sessionExpiresAt),
    }),
  );
}

/** Fields whose values the request has as well. */
const shownElsewhere = new Set(["time", "pid", "hostname", "method", "status", "clientAddress"]);

/** @param {ServiceLogEvent} log */
function logBlock({ service, at, fields, line }) {
  const { level = "", message, msg, ...rest } = fields;
  const others = Object.fromEntries(
    Object.entries(rest).filter(([name]) => !shownElsewhere.has(name)),
  );
  return block(
    "log",
    "Container log",
    `${service}, found by trace ID`,
    el(
      "div.box.log-line",
      {},
      el(
        "p",
        {},
        level !== "" && el("span.pill", {}, level),
        message ?? msg ?? "",
        el("time", {}, timeText(at)),
      ),
      factsOf(others),
      el(
        "details.more",
        {},
        el("summary", {}, "The line as written"),
        el("pre.code.wrap", { tabindex: 0 }, line),
      ),
    ),
  );
}

/** @param {LoadBalancerEvent} event */
function timingsBlock(event) {
  const { totalMs, loginMs, targetMs = 0 } = event.timings;
  const ownMs = Math.max(0, totalMs - loginMs - targetMs);
  return block(
    "timings",
    "Timings",
    duration(totalMs),
    timingsOf(
      [
        { name: "Load balancer", startMs: 0, durationMs: ownMs, className: "t-lb" },
        { name: "Cognito", startMs: ownMs, durationMs: loginMs, className: "t-cognito" },
        {
          name: serviceOf(event),
          startMs: ownMs + loginMs,
          durationMs: targetMs,
          className: "t-app",
        },
      ],
      totalMs,
    ),
  );
}

/** The request without cookies and credentials. @param {LoadBalancerEvent} event */
function curlOf({ request }) {
  const quote = (/** @type {string} */ text) => `'${text.replaceAll("'", "'\\''")}'`;
  const skipped = /^(host|connection|content-length|authorization|sec-|accept-encoding)/i;
  const headers = request.headers
    .filter(({ name }) => !skipped.test(name))
    .map(({ name, value }) => `-H ${quote(`${name}: ${value}`)}`);
  return ["curl", "-X", request.method, quote(request.url), ...headers].join(" ");
}
