/** @import { NumberedEvent } from "../event-log.ts" */
/** @import { LoadBalancerEvent, RuleEvaluation } from "../../model/event.ts" */

/** @typedef {Exclude<NumberedEvent, { source: "service-log" }>} ListedEvent */

/**
 * What the list shows of an event.
 * @typedef {object} Entry
 * @property {number} number
 * @property {ListedEvent} event
 * @property {number} atMs Since 1970.
 * @property {string} status Text of the pill.
 * @property {string} statusClass Colour of the pill.
 * @property {string | undefined} method
 * @property {string} title
 * @property {string} application
 * @property {number | undefined} durationMs
 * @property {string} detail Second line.
 * @property {boolean} isFailure
 * @property {boolean} isSignIn
 * @property {string} user
 * @property {string} searchText In lower case.
 */

/**
 * @param {ListedEvent} event
 * @returns {Entry}
 */
export function toEntry(event) {
  const entry = withoutSearchText(event);
  const { status, method, title, application, detail, user } = entry;
  const texts = [status, method, title, application, detail, user, urlOf(event)];
  return { ...entry, searchText: texts.join(" ").toLowerCase() };
}

/**
 * @param {ListedEvent} numbered
 * @returns {Omit<Entry, "searchText">}
 */
function withoutSearchText(numbered) {
  const { number, source, event } = numbered;
  const isExplained = event.explanation !== undefined;
  switch (source) {
    case "load-balancer":
      return {
        number,
        event: numbered,
        atMs: Date.parse(event.startedAt),
        status: String(event.response.status),
        statusClass: statusClass(event.response.status),
        method: event.request.method,
        title: event.request.path,
        application: event.application,
        durationMs: event.timings.totalMs,
        detail: requestDetail(event),
        isFailure: isExplained || event.response.status >= 400,
        isSignIn: event.loginSteps.length > 0,
        user: userOf(event),
      };
    case "user-pool":
      return {
        number,
        event: numbered,
        atMs: event.at,
        status: isExplained ? "error" : "ok",
        statusClass: isExplained ? "bad" : "violet",
        method: undefined,
        title: event.message,
        application: "Cognito",
        durationMs: undefined,
        detail: firstSentence(event.explanation) ?? event.client ?? "",
        isFailure: isExplained,
        isSignIn: true,
        user: event.user ?? "",
      };
    case "notice":
      return {
        number,
        event: numbered,
        atMs: event.at,
        status: isExplained ? "error" : "note",
        statusClass: isExplained ? "bad" : "brand",
        method: undefined,
        title: event.text,
        application: "",
        durationMs: undefined,
        detail: firstSentence(event.explanation) ?? "",
        isFailure: isExplained,
        isSignIn: false,
        user: "",
      };
  }
}

/** @param {number} status */
export function statusClass(status) {
  if (status >= 500 || status === 0) return "bad";
  if (status >= 400) return "warn";
  return status >= 300 ? "info" : "ok";
}

/**
 * @param {LoadBalancerEvent} event
 * @returns {RuleEvaluation | undefined}
 */
export function matchedRule({ ruleEvaluations }) {
  return ruleEvaluations.find(({ matched }) => matched);
}

/** @param {RuleEvaluation} rule */
export function ruleName({ priority }) {
  return priority === "default" ? "default rule" : `rule ${priority}`;
}

/**
 * The signed-in user by the claims that the target received.
 * @param {LoadBalancerEvent} event
 */
export function userOf({ target, session }) {
  const headers = target?.headers ?? [];
  const data = headers.find(({ name }) => name === "x-amzn-oidc-data")?.token?.payload;
  return String(data?.email ?? data?.username ?? session?.subject ?? "");
}

/** @param {LoadBalancerEvent} event */
function requestDetail(event) {
  const explanation = firstSentence(event.explanation);
  if (explanation !== undefined) {
    return event.errorReason === undefined ? explanation : `${event.errorReason}: ${explanation}`;
  }
  const rule = matchedRule(event);
  const service = event.target?.service;
  const returnedBy =
    event.response.status >= 400 && event.response.by === "target"
      ? `returned by ${service ?? "the target"}`
      : "";
  return [returnedBy, rule && ruleName(rule), userOf(event)].filter(Boolean).join(" · ");
}

/** @param {NumberedEvent} event */
function urlOf({ source, event }) {
  return source === "load-balancer" ? event.request.url : "";
}

/** @param {string | undefined} text */
function firstSentence(text) {
  return text?.split(/(?<=\.) |\n/, 1)[0];
}
