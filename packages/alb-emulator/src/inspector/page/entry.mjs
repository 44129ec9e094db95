import { failureOf, firstSentence, statusClass, whyOf } from "./failure.mjs";
import { isCallback, timeOf } from "./stories.mjs";

/** @import { LoadBalancerEvent, RuleReference } from "../../model/event.ts" */
/** @import { CognitoStep, Item, RequestStep, Step } from "./stories.mjs" */

/**
 * What a row shows of an entry, or of one step of a sign-in.
 * @typedef {object} RowData
 * @property {string} key
 * @property {number} atMs Since 1970.
 * @property {string} status Text of the pill.
 * @property {string} statusClass Colour of the pill.
 * @property {string | undefined} method
 * @property {string} title
 * @property {string} place Application, Cognito or the service.
 * @property {number | undefined} durationMs
 * @property {string} detail Second line.
 * @property {boolean} isReplay Whether the inspector sent it.
 */

/**
 * @typedef {object} Entry
 * @property {Item} item
 * @property {RowData} row
 * @property {RowData[]} steps Of a sign-in; empty for anything else.
 * @property {string} application
 * @property {string} user
 * @property {boolean} isFailure
 * @property {string} searchText In lower case.
 */

/**
 * @param {Item} item
 * @returns {Entry}
 */
export function toEntry(item) {
  const row = item.isSignIn ? signInRow(item) : singleRow(item);
  const steps = item.isSignIn ? item.steps.map(stepRow) : [];
  const user = userOf(item);
  return {
    item,
    row,
    steps,
    application: applicationOf(item),
    user,
    isFailure: failureOf(item) !== undefined,
    searchText: [row, ...steps]
      .flatMap(({ status, method, title, place, detail }) => [status, method, title, place, detail])
      .concat(user, row.isReplay ? "replay" : "", item.steps.flatMap(textsOf))
      .join(" ")
      .toLowerCase(),
  };
}

/** @param {Item} item */
function singleRow(item) {
  const [step] = item.steps;
  if (step !== undefined) return { ...stepRow(step), place: applicationOf(item), key: item.key };
  const { notice } = item;
  const isExplained = notice?.explanation !== undefined;
  return {
    key: item.key,
    atMs: notice?.at ?? 0,
    status: isExplained ? "error" : "note",
    statusClass: isExplained ? "bad" : "brand",
    method: undefined,
    title: notice?.text ?? "",
    place: "",
    durationMs: undefined,
    detail: firstSentence(notice?.explanation),
    isReplay: false,
  };
}

/**
 * @param {Item} item
 * @returns {RowData}
 */
function signInRow(item) {
  const { steps } = item;
  const [first] = steps;
  const last = steps.at(-1);
  const failure = failureOf(item);
  const user = userOf(item);
  const requests = `${steps.length} request${steps.length === 1 ? "" : "s"}`;
  const rule = requestsOf(item)
    .map(({ event }) => ruleNameOf(event))
    .find(Boolean);
  const about = [isSilent(item) ? user : "", requests, wayOf(item), rule].filter(Boolean);
  const row = first && last ? { first: stepRow(first), last: stepRow(last) } : undefined;
  return {
    key: item.key,
    atMs: row?.first.atMs ?? 0,
    status: row?.last.status ?? "",
    statusClass: row?.last.statusClass ?? "info",
    method: undefined,
    title: signInTitle(item),
    place: applicationOf(item),
    durationMs: row && row.last.atMs - row.first.atMs + (row.last.durationMs ?? 0),
    detail: failure ?? about.join(" · "),
    isReplay: requestsOf(item).some(({ replay }) => replay !== undefined),
  };
}

/** @param {Item} item */
export function signInTitle(item) {
  const user = userOf(item);
  if (isSilent(item)) return "Silent sign-in";
  if (user !== "") return `Sign-in of ${user}`;
  const host = requestsOf(item)[0]?.event.request.host;
  return host === undefined ? "Sign-in" : `Sign-in at ${host}`;
}

/** Whether Cognito's session was enough, so that no page was shown. @param {Item} item */
export function isSilent({ steps }) {
  const cognito = steps.filter((step) => step.type === "cognito");
  return (
    cognito.length > 0 &&
    cognito.every(({ events }) => events.every(({ type }) => type === "authorized"))
  );
}

/** How the user signed in. @param {Item} item */
function wayOf(item) {
  const types = item.steps.flatMap((step) =>
    step.type === "cognito" ? step.events.map(({ type }) => type) : [],
  );
  if (types.includes("sign-up")) return "new account";
  return types.includes("signed-in") ? "password" : "";
}

/**
 * @param {Step} step
 * @returns {RowData}
 */
export function stepRow(step) {
  return step.type === "request" ? requestRow(step) : cognitoRow(step);
}

/**
 * @param {RequestStep} step
 * @returns {RowData}
 */
function requestRow(step) {
  const { event, key } = step;
  const { status, by } = event.response;
  const rule = ruleNameOf(event);
  return {
    key,
    atMs: timeOf(step),
    status: status === 0 ? "none" : String(status),
    statusClass: statusClass(status),
    method: event.request.method,
    title: event.request.path,
    place: by === "target" ? (event.target?.service ?? "target") : "",
    durationMs: event.timings.totalMs,
    detail: whyOf(step)?.row ?? [rule, event.session?.user ?? "nobody"].filter(Boolean).join(" · "),
    isReplay: step.replay !== undefined,
  };
}

/**
 * @param {CognitoStep} step
 * @returns {RowData}
 */
function cognitoRow({ key, events }) {
  const explained = events.find(({ explanation }) => explanation !== undefined);
  const [first] = events;
  const status = first?.request.status ?? 0;
  const failed = events.find(({ type }) => type.endsWith("-failed"));
  return {
    key,
    atMs: first?.at ?? 0,
    status: failed === undefined ? String(status) : "error",
    statusClass: failed === undefined ? statusClass(status) : "bad",
    method: undefined,
    title: (failed ?? first)?.message ?? "",
    place: "Cognito",
    durationMs: first?.request.durationMs,
    detail: firstSentence(explained?.explanation) || (first?.user ?? first?.client ?? ""),
    isReplay: false,
  };
}

/** @param {Item} item @returns {RequestStep[]} */
export function requestsOf({ steps }) {
  return steps.filter((step) => step.type === "request");
}

/** @param {Item} item */
export function userOf({ steps }) {
  const users = steps.map((step) =>
    step.type === "request"
      ? step.event.session?.user
      : step.events.find(({ user }) => user !== undefined)?.user,
  );
  return users.findLast((user) => user !== undefined) ?? "";
}

/** @param {Item} item */
export function applicationOf(item) {
  const [request] = requestsOf(item);
  if (request !== undefined) return request.event.application;
  return item.steps.length > 0 ? "Cognito" : "";
}

/** Name of the matched rule. @param {LoadBalancerEvent} event */
export function ruleNameOf(event) {
  const rule = event.ruleEvaluations.find(({ matched }) => matched);
  if (rule !== undefined) return ruleName(rule);
  return isCallback(event) ? "sign-in callback" : "";
}

/** As the source names it, otherwise by priority. @param {RuleReference} rule */
export function ruleName({ origin, priority }) {
  return origin?.name ?? (priority === "default" ? "default rule" : `rule ${priority}`);
}

/** What a search finds besides the row. @param {Step} step */
function textsOf(step) {
  if (step.type === "cognito") {
    return step.events.flatMap(({ message, client, user }) => [message, client, user]);
  }
  const { event, log } = step;
  const { request, response, errorReason, explanation, session, target } = event;
  return [
    ...[request.url, request.host, response.location, errorReason, explanation, session?.user],
    ...[session?.subject, target?.service, ruleNameOf(event), log?.fields.code],
  ];
}
