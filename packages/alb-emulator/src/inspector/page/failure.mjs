/** @import { Item, RequestStep, Step } from "./stories.mjs" */
/** @import { ServiceLogEvent } from "../../model/service-log-event.ts" */

/**
 * Why a step failed.
 * @typedef {object} Why
 * @property {string} row In one sentence, for the list.
 * @property {string[]} texts In full.
 */

/** @param {number} status */
export function statusClass(status) {
  if (status >= 500 || status === 0) return "bad";
  if (status >= 400) return "warn";
  return status >= 300 ? "info" : "ok";
}

/**
 * Why an entry failed, in one sentence. A wrong password that was corrected is no failure.
 * @param {Item} item
 * @returns {string | undefined} `undefined` when it did not
 */
export function failureOf({ isSignIn, steps, notice }) {
  if (notice !== undefined) return notice.explanation && firstSentence(notice.explanation);
  const failed = isSignIn && steps.at(-1)?.type === "request" ? steps.slice(-1) : steps;
  return failed.map((step) => whyOf(step)?.row).findLast((row) => row !== undefined);
}

/**
 * @param {Step} step
 * @returns {Why | undefined}
 */
export function whyOf(step) {
  return step.type === "request" ? requestWhy(step) : cognitoWhy(step.events);
}

/**
 * @param {RequestStep} step
 * @returns {Why | undefined}
 */
function requestWhy({ event, causes, log }) {
  const { explanation, errorReason, response, target } = event;
  if (explanation !== undefined) {
    const reason = errorReason === undefined ? "" : `${errorReason}: `;
    return {
      row: `${reason}${firstSentence(explanation)}`,
      texts: [`${reason}${explanation}`, ...(cognitoWhy(causes)?.texts ?? [])],
    };
  }
  if (response.status !== 0 && response.status < 400) return undefined;
  if (response.by !== "target") {
    const text = `The load balancer returned ${response.status}.`;
    return { row: text, texts: [text] };
  }
  return targetWhy(target?.service ?? "the target", response.status, log);
}

/**
 * @param {string} service
 * @param {number} status
 * @param {ServiceLogEvent | undefined} log
 * @returns {Why}
 */
function targetWhy(service, status, log) {
  const verb = status >= 500 ? "failed" : "refused";
  const said = log && saidIn(log);
  const row =
    status >= 500 ? `${service} failed with ${status}` : `Refused by ${service} with ${status}`;
  if (log === undefined) {
    return {
      row,
      texts: [
        `${service} ${verb} the request with ${status}. The load balancer let it pass.`,
        `${service} wrote no JSON line with the trace ID of the request, so its reason is not known here. Look at its output.`,
      ],
    };
  }
  return {
    row: said === "" ? row : `${row}: ${said}`,
    texts: [
      `${service} ${verb} the request with ${status}${said === "" ? "" : `: ${said}`}. The load balancer let it pass.`,
      ...(log.explanation === undefined ? [] : [log.explanation]),
    ],
  };
}

/** The fields that loggers use for what went wrong. @param {ServiceLogEvent} log */
function saidIn({ fields, explanation }) {
  const { code, missing, reason, error, message, msg } = fields;
  const lacking = missing && `missing ${missing.replace(/[[\]"]/g, "").replaceAll(",", ", ")}`;
  const text = reason ?? error ?? message ?? msg ?? lacking ?? firstSentence(explanation);
  return [code, text.replace(/\.$/, "")].filter(Boolean).join(", ");
}

/**
 * @param {readonly { readonly explanation: string | undefined, readonly type: string, readonly message: string }[]} events
 * @returns {Why | undefined}
 */
function cognitoWhy(events) {
  const failed = events.find(
    ({ explanation, type }) => explanation !== undefined || type.endsWith("-failed"),
  );
  if (failed === undefined) return undefined;
  const { explanation, message } = failed;
  return {
    row: `Cognito refused it: ${firstSentence(explanation) || message}`,
    texts: (explanation ?? message).split("\n"),
  };
}

/** @param {string | undefined} text */
export function firstSentence(text) {
  return text?.split(/(?<=\.) |\n/, 1)[0] ?? "";
}
